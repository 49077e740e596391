/**
 * `bun ask-service.ts PORT VERB`: `--service` names this in the tests. It ends with 0 when the verb was carried out.
 */
const [port, verb] = process.argv.slice(2);
const answer = await fetch(`http://127.0.0.1:${port}/${verb}`);
process.exitCode = answer.ok ? 0 : 1;

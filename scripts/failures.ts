/** A reader of CI's log often sees its end alone, so what failed is said once more there. */

/** This much of what stood before a `(fail)` is repeated: the error, and the place in the test. */
const KEPT_LINES = 30;
/** A long run ends with the names of what failed. */
const LISTED_AGAIN = /^\d+ tests? failed:$/;
/** The one line that the runner prints after its `(fail)`. */
const TIMED_OUT = /^ {2}\^ this test /;

/** Returns one block of text for each failed test in the output of `bun test`: its file, the error, its name. */
export function failuresOf(output: string): string[] {
  const failures: string[] = [];
  let file = '';
  let before: string[] = [];
  for (const line of Bun.stripANSI(output).split('\n')) {
    if (LISTED_AGAIN.test(line)) break;
    if (/^\S+\.test\.ts:$/.test(line)) file = line;
    else if (line.startsWith('(pass)')) before = [];
    else if (TIMED_OUT.test(line)) failures.push(`${failures.pop()}\n${line}`);
    else before.push(line);
    if (!line.startsWith('(fail)')) continue;
    failures.push([file, ...before.slice(-KEPT_LINES)].join('\n'));
    before = [];
  }
  return failures;
}

/** Passes a stream on as it comes, and returns all of it at the end. */
export async function passOn(
  stream: ReadableStream<Uint8Array>,
  to: NodeJS.WritableStream,
): Promise<string> {
  const decoder = new TextDecoder();
  let all = '';
  for await (const chunk of stream) {
    to.write(chunk);
    all += decoder.decode(chunk, { stream: true });
  }
  return all;
}

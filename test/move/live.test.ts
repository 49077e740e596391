/** People write while the data is moved: what was acknowledged is in the new place, and nothing is acknowledged in the old one any more. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { SQL } from 'bun';
import { openInstance, textsIn } from '../backup/instance.ts';
import { answerOf, type Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { until } from '../helpers/until.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const NO_LIMITS = { RATE_LIMIT: '1000000', AUTH_LIMIT: '1000000' };

/** Writes without a pause until it is stopped; `acked`: what was acknowledged; `refused`: the codes of the others. */
function writeOn(who: Caller, chatId: string, name: string) {
  const acked: string[] = [];
  const refused = new Set<string>();
  let going = true;
  const ended = (async () => {
    for (let n = 0; going; n++) {
      const text = `${name} ${n}`;
      const body = { clientId: Bun.randomUUIDv7(), text };
      const { status, body: reply } = await who.post(`/api/chats/${chatId}/messages`, body);
      if (status === 201) acked.push(text);
      else refused.add(reply.error.code);
    }
  })();
  const stop = () => {
    going = false;
    return ended;
  };
  return { acked, refused, stop };
}

test('a running server, from SQLite to PostgreSQL and back', async () => {
  using home = tempDir();
  const env = { DATA_DIR: home.path };
  const instance = await openInstance(home.path);
  const { sara, ali, chatId, program } = instance;
  const writers = [sara, ali, sara, ali].map((who, i) => writeOn(who, chatId, `there ${i}`));
  const acked = () => writers.flatMap((one) => one.acked);
  await until(() => acked().length > 200, true);
  const url = await postgres.createDatabase('live');
  const there = await runProgram(['move', '--to', url], env);
  expect(there.code).toBe(0);
  const atEnd = acked().length;
  await until(() => writers.every(({ refused }) => refused.size > 0), true);
  await Promise.all(writers.map(({ stop }) => stop()));
  // Not a single one after the mark.
  expect(acked().length).toBe(atEnd);
  expect([...new Set(writers.flatMap(({ refused }) => [...refused]))]).toEqual(['busy']);
  // Whoever reads, reads.
  const read = await sara.get(`/api/chats/${chatId}/messages`);
  expect(read.status).toBe(200);
  expect(await program.stop()).toBe(0);

  await using sql = new SQL(url, { max: 1 });
  const stored = async () =>
    (await sql`select body from messages`).map(({ body }: { body: string }) => body);
  expect((await stored()).filter((text: string) => text.startsWith('there')).sort()).toEqual(
    acked().sort(),
  );

  // On PostgreSQL: the same session, the same chat; and back under load.
  const node = await startProgram([], { ...env, ...NO_LIMITS, DATABASE_URL: url });
  const at = (path: string, body?: object) =>
    answerOf(node.url, body ? 'POST' : 'GET', path, body, {
      authorization: `Bearer ${sara.token}`,
    });
  expect((await at('/api/me')).body.user?.id ?? (await at('/api/me')).body.id).toBe(sara.user.id);
  const { Caller: SignedIn } = await import('../helpers/caller.ts');
  const again = (who: Caller) =>
    new SignedIn(node.url, { token: who.token, expiresAt: who.expiresAt, user: who.user });
  const backWriters = [again(sara), again(ali)].map((who, i) => writeOn(who, chatId, `back ${i}`));
  await until(() => backWriters.every((one) => one.acked.length > 50), true);
  const back = await runProgram(['move', '--to', 'sqlite'], { ...env, DATABASE_URL: url });
  expect(back.code).toBe(0);
  const ackedBack = backWriters.flatMap((one) => one.acked).length;
  await until(() => backWriters.every(({ refused }) => refused.size > 0), true);
  await Promise.all(backWriters.map(({ stop }) => stop()));
  expect(backWriters.flatMap((one) => one.acked).length).toBe(ackedBack);
  expect([...new Set(backWriters.flatMap(({ refused }) => [...refused]))]).toEqual(['busy']);
  await node.stop();
  const texts = textsIn(home.path);
  for (const text of [...acked(), ...backWriters.flatMap((one) => one.acked)])
    expect(texts).toContain(text);
  expect(texts.length).toBe(new Set(texts).size);

  const last = await startProgram([], { ...env, ...NO_LIMITS });
  const me = await answerOf(last.url, 'GET', '/api/chats', undefined, {
    authorization: `Bearer ${sara.token}`,
  });
  expect(me.status).toBe(200);
  await last.stop();
  const sound = await runProgram(['verify'], env);
  expect([sound.code, sound.out.includes('no problems found')]).toEqual([0, true]);
});

/** What `status`, `doctor`, the page of the administrator and /metrics say of PostgreSQL. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { SQL } from 'bun';
import { answerOf } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { until } from '../helpers/until.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ settings: { synchronous_commit: 'off' } });
});
afterAll(() => postgres.stop());

test('a server that runs, one that loses what it acknowledges, and none', async () => {
  using home = tempDir();
  const url = await postgres.createDatabase('told');
  const env = { DATA_DIR: home.path, DATABASE_URL: url };
  const empty = await runProgram(['doctor', '--json', '--wait', '0'], env);
  const ids = ({ out }: { out: string }): string[] =>
    JSON.parse(out).checks.map(({ id }: { id: string }) => id);
  expect(ids(empty)).toContain('postgres.empty');
  const program = await startProgram([], env);
  const status = await runProgram(['status'], env);
  expect(status.code).toBe(0);
  expect(status.out).toContain('PostgreSQL 15');
  expect(status.out).toContain('/told');
  const asJson = JSON.parse((await runProgram(['status', '--json'], env)).out);
  expect(asJson.databaseBytes).toBeGreaterThan(1_000_000);
  const doctor = await runProgram(['doctor', '--json', '--wait', '0'], env);
  expect(ids(doctor)).toEqual(expect.arrayContaining(['postgres.ok', 'postgres.lossy', 'data.ok']));
  expect(ids(doctor)).not.toContain('postgres.clock');
  const said = await runProgram(['doctor', '--wait', '0'], { ...env, LANG: 'fa_IR.UTF-8' });
  expect(said.out).toContain('با قطع برق');
  const { body } = await answerOf(program.url, 'GET', '/metrics');
  expect(String(body)).toMatch(/payambar_database_bytes \d{7}/);
  expect(String(body)).not.toContain('payambar_wal_bytes');
  // Beside a node that has lost its database.
  await postgres.kill();
  const lost = await runProgram(['doctor', '--json', '--wait', '0'], env);
  await postgres.start();
  await until(async () => (await runProgram(['status'], env)).code, 0);
  expect(ids(lost)).toEqual(expect.arrayContaining(['postgres.away', 'server.ok']));
  await program.stop();
  for (const [wrong, sentence] of [
    [url.replace('pass%20word', 'wrong'), 'password'],
    [url.replace('/told', '/none'), 'no database'],
    ['postgres://a@127.0.0.1:1/x', 'No PostgreSQL answers'],
  ] as const) {
    const badly = { ...env, DATABASE_URL: wrong };
    const looked = await runProgram(['doctor', '--json', '--wait', '0'], badly);
    const found = JSON.parse(looked.out).checks.find(
      (one: { id: string }) => one.id === 'postgres.away',
    );
    expect([looked.code, found?.level]).toEqual([4, 'fault']);
    expect(found.what).toContain(sentence);
    const served = await runProgram(['serve'], { ...badly, PORT: '0', HOST: '127.0.0.1' });
    expect([served.code, served.err.trim().split('\n').length]).toEqual([1, 1]);
    expect(served.err).toContain(sentence);
    const stated = await runProgram(['status'], badly);
    expect([stated.code, stated.err.trim().split('\n').length]).toEqual([1, 1]);
    for (const { out, err } of [looked, stated]) expect(out + err).not.toContain('of%3Atests');
  }
  await using sql = new SQL(url, { max: 1 });
  await sql`update payambar_writer set closed = 'infinity'`;
  const closed = await runProgram(['doctor', '--json', '--wait', '0'], env);
  expect(closed.out).toContain('being moved');
});

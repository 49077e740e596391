import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { onPostgres } from '../helpers/data.ts';

let server: Server;

beforeAll(async () => {
  server = await startServer();
  mkdirSync(join(server.dataDir, 'backups'));
  await Bun.write(join(server.dataDir, 'backups/payambar-20261123-013000.tar.zst'), 'x'.repeat(99));
});
afterAll(() => server.stop());

const overview = async (token: string) => {
  const authorization = `Bearer ${token}`;
  return server.ask('GET', '/api/admin/overview', undefined, { authorization });
};

test('an administrator sees how much there is, the backups, and the last day; nobody else sees such a page', async () => {
  const sara = await server.register('sara');
  const reza = await server.register('reza');
  const row = { id: sara.user.id, role: 'admin', disabledAt: null, inviteQuota: null };
  await server.deps.db.write(() => server.deps.db.accounts.set(row));
  const seen = await overview(sara.token);
  expect(seen.status).toBe(200);
  expect(seen.body).toMatchObject({
    ...{ users: 2, chats: 0, messages: 0, connections: 0, filesBytes: 0, backupEvery: null },
    backups: [
      { name: 'payambar-20261123-013000.tar.zst', at: Date.UTC(2026, 10, 23, 1, 30), bytes: 99 },
    ],
  });
  expect(seen.body.series.at).toHaveLength(1);
  // The files of PostgreSQL are not ours to measure.
  if (!onPostgres) expect(seen.body.walBytes + seen.body.databaseBytes).toBeGreaterThan(4096);
  const unknown = await server.ask('GET', '/api/admin/no-such-page', undefined, {
    authorization: `Bearer ${reza.token}`,
  });
  const refused = await overview(reza.token);
  expect([refused.status, refused.body]).toEqual([unknown.status, unknown.body]);
});

test('what was given up is shown to administrators, who have it tried again or drop it; nobody else can', async () => {
  const { db } = server.deps;
  const bury = (key: string) =>
    db.write(() => db.jobs.bury({ kind: 'of-the-test', key, body: '', error: 'no disk', now: 5 }));
  await bury('a');
  await bury('b');
  const login = async (username: string) =>
    (await server.ask('POST', '/api/auth/login', { username, password: PASSWORD })).body.token;
  const [admin, member] = [await login('sara'), await login('reza')];
  const act = (token: string, what: string, key: string) => {
    const authorization = `Bearer ${token}`;
    const body = { kind: 'of-the-test', key };
    return server.ask('POST', `/api/admin/jobs/${what}`, body, { authorization });
  };
  const dead = async () => (await overview(admin)).body;
  const shown = { kind: 'of-the-test', error: 'no disk', deadAt: 5 };
  expect(await dead()).toMatchObject({
    jobsDead: 2,
    deadJobs: [
      { ...shown, key: 'a' },
      { ...shown, key: 'b' },
    ],
  });
  expect((await act(member, 'drop', 'a')).status).toBe(404);
  expect((await act(member, 'retry', 'a')).status).toBe(404);
  expect((await dead()).jobsDead).toBe(2);
  expect((await act(admin, 'retry', 'a')).body).toEqual({ count: 1 });
  expect((await act(admin, 'drop', 'b')).status).toBe(200);
  expect((await act(admin, 'drop', 'b')).status).toBe(404);
  expect((await dead()).jobsDead).toBe(0);
  // Of a kind that nobody does, so it waits.
  expect(await db.read(db.jobs.all())).toMatchObject([{ key: 'a', tries: 0, deadAt: null }]);
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { type Server, startServer } from '../helpers/app.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('of more than so many devices the one unused for longest is signed out, its socket too; the others stay', async () => {
  const first = await server.register('sara');
  const other = await server.register('ali');
  const socket = await server.connect(first.token);
  const second = await server.login('sara');
  // The rest are written by hand: a hundred passwords would take a minute. They are later than the first two.
  await server.deps.db.write(function* () {
    for (let n = 0; n < LIMITS.sessions - 2; n++)
      yield* server.deps.db.sessions.create({
        ...{ id: `s${String(n).padStart(10, '0')}`, userId: first.user.id, refreshHash: `${n}` },
        ...{ deviceName: '', userAgent: '', ip: null, createdAt: Date.now() },
        ...{ lastSeenAt: Date.now() + 60_000, expiresAt: Date.now() + 3_600_000 },
      });
  });
  expect((await first.get('/api/me')).status).toBe(200);
  const newest = await server.login('sara');
  expect(await socket.closed).toBe(4001);
  expect((await first.get('/api/me')).status).toBe(401);
  for (const who of [second, newest, other]) expect((await who.get('/api/me')).status).toBe(200);
});

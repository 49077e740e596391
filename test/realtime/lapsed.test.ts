import { expect, test } from 'bun:test';
import { SocketConnection } from '../../server/realtime/connection.ts';
import { watchSessions } from '../../server/realtime/ended-sessions.ts';
import { Hub } from '../../server/realtime/hub.ts';
import { makeWorld } from '../helpers/world.ts';

const nobody = { onOpen() {}, onMessage() {}, onPing() {}, onClose() {} };

test('a socket goes when its session has run out, which nobody announces; one that lives stays', async () => {
  const world = await makeWorld();
  const { db, clock, deps } = world;
  const row = (id: string, expiresAt: number) => ({
    ...{ id, userId: world.sara.userId, refreshHash: id, deviceName: '', userAgent: '', ip: null },
    ...{ createdAt: clock.at, lastSeenAt: clock.at, expiresAt },
  });
  await db.write(function* () {
    yield* db.sessions.create(row('short', clock.at + 1000));
    yield* db.sessions.create(row('long', clock.at + 10_000));
  });
  const hub = new Hub();
  for (const id of ['short', 'long'])
    hub.add(
      new SocketConnection({ userId: world.sara.userId, sessionId: id, address: '' }, nobody),
    );
  const sessions = watchSessions(deps, hub);
  await sessions.closeEnded();
  expect(hub.listSessions()).toEqual(['short', 'long']);
  clock.at += 1000;
  await sessions.closeEnded();
  expect(hub.listSessions()).toEqual(['long']);
  sessions.stop();
  world.close();
});

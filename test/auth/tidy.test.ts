import { afterEach, beforeEach, expect, test } from 'bun:test';
import { tidySessions } from '../../server/auth/tidy.ts';
import type { Ctx } from '../../server/context.ts';
import { until } from '../helpers/until.ts';
import { makeWorld, type World } from '../helpers/world.ts';

const DAY = 24 * 3_600_000;
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

type Times = { seen: number; expires: number; revoked?: number };
/** Adds a session with times in days before now. */
async function session(id: string, { userId }: Ctx, { seen, expires, revoked }: Times) {
  const at = (days: number): number => world.clock.at - days * DAY;
  const device = { deviceName: '', userAgent: '', ip: null, refreshHash: id };
  const times = { createdAt: at(100), lastSeenAt: at(seen), expiresAt: at(expires) };
  await world.db.write(() => world.db.sessions.create({ id, userId, ...device, ...times }));
  if (revoked !== undefined)
    await world.db.write(() => world.db.sessions.revoke(id, userId, at(revoked)));
}

/** Resolves when the idle step, and the commands that it gave the writer, are done. */
async function listAfterTidying(): Promise<string[]> {
  const { lease } = world.db;
  lease.seek();
  await until(() => lease.term() !== undefined, true);
  tidySessions(world.deps);
  await new Promise<void>((done) => setImmediate(done));
  await world.db.drain();
  const row = world.sql("SELECT string_agg(id, ',' ORDER BY id) AS ids FROM sessions");
  return String(row?.ids).split(',');
}

test('sessions that ended a month ago are forgotten; what is younger, lives, or is somebody’s last stays', async () => {
  const { sara, ali } = world;
  await session('expired-long-ago', sara, { seen: 50, expires: 31 });
  await session('revoked-long-ago', sara, { seen: 60, expires: -10, revoked: 40 });
  await session('expired-lately', sara, { seen: 50, expires: 29 });
  await session('revoked-lately', sara, { seen: 40, expires: -10, revoked: 29 });
  await session('living', sara, { seen: 35, expires: -1 });
  await session('older-of-ali', ali, { seen: 90, expires: 80 });
  await session('last-of-ali', ali, { seen: 70, expires: 60 });
  expect(await listAfterTidying()).toEqual([
    'expired-lately',
    'last-of-ali',
    'living',
    'revoked-lately',
  ]);
  const seen = await world.db.read(world.db.sessions.lastSeen([ali.userId]));
  expect(seen.get(ali.userId)).toBe(world.clock.at - 70 * DAY);
});

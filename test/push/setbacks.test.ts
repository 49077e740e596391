/** A push job that fails by a fault of the program neither fills the log nor is lost. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { LeaseTerm } from '../../db/engine/lease.ts';
import { createJobAdministration } from '../../server/jobs/administration.ts';
import { createJobs } from '../../server/jobs/jobs.ts';
import { createSetbacks } from '../../server/push/setbacks.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

test('it waits longer each time, and ends where an administrator has it tried again', async () => {
  const { db, clock, deps, sara, ali } = world;
  const chatId = await world.direct(sara, ali);
  const insert =
    'INSERT INTO push_jobs (chat_id, kind, user_id, seq, due_at) VALUES (?, ?, ?, 1, ?)';
  world.sql(insert, chatId, 'message', '', clock.at);
  world.sql(
    `INSERT INTO push_subscriptions (endpoint, user_id, p256dh, auth, user_agent, created_at)
      VALUES ('https://push.example', ?, '', '', '', 1)`,
    ali.userId,
  );
  const jobs = createJobs(deps);
  const setbacks = createSetbacks(deps, jobs);
  const due = () => db.read(db.pushJobs.due(clock.at, 10));
  const pauses: number[] = [];
  for (let tries = 1; tries <= 8; tries++) {
    const [job] = await due();
    if (!job) throw new Error('no job');
    await setbacks.note(db.lease.term() as LeaseTerm, job, new Error('a fault of ours'));
    const before = clock.at;
    while (tries < 8 && (await due()).length === 0) clock.at += 1000;
    pauses.push((clock.at - before) / 1000);
  }
  expect(pauses).toEqual([10, 40, 160, 640, 2560, 10_240, 21_600, 0]);
  expect(await due()).toEqual([]);
  const dead = { kind: 'push', key: `${chatId} message `, error: 'a fault of ours' };
  expect(await db.read(db.jobs.all())).toMatchObject([{ ...dead, deadAt: clock.at }]);
  await createJobAdministration(deps, jobs).retry(undefined);
  await jobs.waitUntilIdle();
  expect(await due()).toMatchObject([{ chatId, kind: 'message', userId: '', seq: 1 }]);
  expect(await db.read(db.jobs.all())).toEqual([]);
});

test('one that has gone well begins anew', async () => {
  const { db, clock, deps, sara, ali } = world;
  const chatId = await world.direct(sara, ali);
  const job = { chatId, kind: 'message' as const, userId: '', seq: 1, dueAt: clock.at };
  const insert =
    'INSERT INTO push_jobs (chat_id, kind, user_id, seq, due_at) VALUES (?, ?, ?, 1, ?)';
  world.sql(insert, chatId, 'message', '', clock.at);
  const setbacks = createSetbacks(deps, createJobs(deps));
  const failed = () => setbacks.note(db.lease.term() as LeaseTerm, job, new Error('once'));
  for (let time = 0; time < 20; time++) {
    await failed();
    setbacks.forget(job);
  }
  await failed();
  const [row] = await db.read(db.pushJobs.due(clock.at + 10_000, 1));
  expect(row?.dueAt).toBe(clock.at + 10_000);
});

/** What fails by a fault of the program while people are notified neither fills the log nor is lost. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { LeaseTerm } from '../../db/engine/lease.ts';
import { createJobAdministration } from '../../server/jobs/administration.ts';
import { createCrew } from '../../server/jobs/crew.ts';
import { createJobs, type Jobs } from '../../server/jobs/jobs.ts';
import { createSetbacks, toJobKey, toRetryKey } from '../../server/push/setbacks.ts';
import { makeWorld, type World } from '../helpers/world.ts';

const ENDPOINT = 'https://push.example/secret';
const PAUSES = [10, 40, 160, 640, 2560, 10_240, 21_600, 0];

let world: World;
let jobs: Jobs;
let isBroken: boolean;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  const { clock, sara, ali } = world;
  isBroken = true;
  jobs = createJobs(world.deps);
  chatId = await world.direct(sara, ali);
  world.sql(
    `INSERT INTO push_subscriptions (endpoint, user_id, p256dh, auth, user_agent, created_at)
      VALUES (?, ?, '', '', '', 1)`,
    ENDPOINT,
    ali.userId,
  );
  world.sql(
    `INSERT INTO push_jobs (chat_id, kind, user_id, seq, due_at) VALUES (?, 'message', '', 1, ?)`,
    ...[chatId, clock.at],
  );
  world.sql(
    `INSERT INTO push_retries (endpoint, chat_id, kind, seq, since, due_at) VALUES (?, ?, 'message', 1, ?, ?)`,
    ...[ENDPOINT, chatId, clock.at, clock.at],
  );
});
afterEach(async () => {
  await jobs.stop();
  await world.close();
});

async function work(): Promise<void> {
  if (isBroken) throw new Error('a fault of ours');
}
const anyone = () => ({ owner: 'test', now: world.clock.at, limit: 10 });

/** The crews of both tables, each with a look at what is due. */
function makeCrews() {
  const { db, deps, clock } = world;
  const setbacks = createSetbacks(deps, jobs);
  const onEnd = (): void => {};
  const term = db.worker.term() as LeaseTerm;
  const at = () => ({ owner: term.holder, now: clock.at, limit: 10 });
  const told = createCrew(deps, {
    rows: { ...db.pushJobs, keyOf: toJobKey },
    work: setbacks.ofJobs(work),
    onEnd,
  });
  const again = createCrew(deps, {
    rows: { ...db.pushRetries, keyOf: toRetryKey },
    work: setbacks.ofRetries(work),
    onEnd,
  });
  return {
    jobs: {
      due: () => db.read(db.pushJobs.due(anyone())),
      async turn(): Promise<void> {
        await told.claim(term, () => () => db.pushJobs.claim(at()));
        await told.waitUntilIdle();
      },
    },
    retries: {
      due: () => db.read(db.pushRetries.due(anyone())),
      async turn(): Promise<void> {
        await again.claim(term, () => () => db.pushRetries.claim(at()));
        await again.waitUntilIdle();
      },
    },
  };
}

test.each(['jobs', 'retries'] as const)(
  'it waits longer each time, and ends where an administrator has it tried again: %s',
  async (which) => {
    const { db, clock, deps, lines } = world;
    const crew = makeCrews()[which];
    const pauses: number[] = [];
    for (let tries = 1; tries <= 8; tries++) {
      expect(await crew.due()).toHaveLength(1);
      await crew.turn();
      const before = clock.at;
      while (tries < 8 && (await crew.due()).length === 0) clock.at += 1000;
      pauses.push((clock.at - before) / 1000);
    }
    expect(pauses).toEqual(PAUSES);
    expect(await crew.due()).toEqual([]);
    expect(lines.filter((line) => line.includes('push failed'))).toHaveLength(8);
    const [dead] = await db.read(db.jobs.all());
    expect(dead).toMatchObject({ error: 'a fault of ours', deadAt: clock.at, tries: 1 });
    expect(dead?.kind).toBe({ jobs: 'push', retries: 'push-retry' }[which]);
    // Who sees it can write to nobody's device.
    expect(dead?.key).not.toContain('secret');
    await createJobAdministration(deps, jobs).retry(null, undefined);
    await jobs.waitUntilIdle();
    expect(await crew.due()).toMatchObject([{ chatId, kind: 'message', seq: 1, tries: 0 }]);
    expect(await db.read(db.jobs.all())).toEqual([]);
  },
);

test('one that has gone well begins anew', async () => {
  const { db, clock } = world;
  const crew = makeCrews().jobs;
  await crew.turn();
  clock.at += 10_000;
  isBroken = false;
  const [failed] = await crew.due();
  expect(failed?.tries).toBe(1);
  world.sql('UPDATE chats SET last_seq = 5 WHERE id = ?', chatId);
  await db.write(() =>
    db.pushJobs.finish({ chatId, kind: 'message', userId: '', seq: 1, dueAt: 0 }, 4, clock.at),
  );
  expect(await crew.due()).toMatchObject([{ tries: 0, seq: 5 }]);
});

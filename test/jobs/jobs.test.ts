/** Work that follows a commit: rows, tried again later each time, and given up where an administrator sees it. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { createJobAdministration } from '../../server/jobs/administration.ts';
import { createJobs, type Jobs } from '../../server/jobs/jobs.ts';
import { makeWorld, type World } from '../helpers/world.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

let world: World;
let jobs: Jobs;
let done: string[];
let broken: boolean;
beforeEach(async () => {
  world = await makeWorld();
  done = [];
  broken = false;
  jobs = begin();
});
afterEach(async () => {
  await jobs.stop();
  world.close();
});

function begin(): Jobs {
  const made = createJobs(world.deps);
  made.handle('count', async ({ key, body }) => {
    if (broken) throw new Error('the disk is away');
    done.push(`${key}=${body}`);
  });
  return made;
}

const order = (key: string, body = '') => world.db.write(() => jobs.order('count', key, body));
const list = () => world.db.read(world.db.jobs.all());
async function after(ms: number): Promise<void> {
  world.clock.at += ms;
  jobs.wake();
  await jobs.waitUntilIdle();
}

const audited = async (): Promise<string[]> =>
  (await world.db.read(world.db.audit.page(Number.MAX_SAFE_INTEGER, 10))).map(
    ({ action, details }) => `${action} ${details}`,
  );

test('what is ordered is done once, and what was undone is not ordered', async () => {
  await order('a', '1');
  const undone = world.db.write(function* () {
    yield* jobs.order('count', 'b');
    throw new Error('the rest of the command failed');
  });
  expect(undone).rejects.toThrow();
  await undone.catch(() => {});
  await after(0);
  await after(HOUR);
  expect(done).toEqual(['a=1']);
  expect(await list()).toEqual([]);
});

test('one that fails is tried again later each time, then given up, and tried again by an administrator', async () => {
  broken = true;
  await order('a');
  const pauses: number[] = [];
  for (let tries = 1; tries <= 8; tries++) {
    await after(0);
    const [row] = await list();
    expect(row).toMatchObject({ tries, error: 'the disk is away' });
    if (!row) throw new Error('no row');
    pauses.push((row.dueAt - world.clock.at) / SECOND);
    // A moment before, nothing happens.
    await after(Math.max(row.dueAt - world.clock.at - 1, 0));
    expect((await list())[0]?.tries).toBe(tries);
    world.clock.at = Math.max(row.dueAt, world.clock.at);
  }
  expect(pauses).toEqual([10, 40, 160, 640, 2560, 10_240, 21_600, 0]);
  expect(await world.db.read(world.db.jobs.counts())).toEqual({ waiting: 0, dead: 1 });
  expect(world.lines.filter((line) => line.includes('job given up'))).toHaveLength(1);
  broken = false;
  await after(100 * HOUR);
  expect(done).toEqual([]);

  const administration = createJobAdministration(world.deps, jobs);
  expect((await administration.list()).jobs).toMatchObject([{ kind: 'count', key: 'a', tries: 8 }]);
  expect(await administration.retry(null, undefined)).toEqual({ count: 1 });
  await jobs.waitUntilIdle();
  expect(done).toEqual(['a=']);
  expect(await list()).toEqual([]);
  const none = { kind: 'count', key: 'a' };
  expect(await administration.retry(null, none).catch(String)).toContain('not_found');
  expect(await administration.drop(null, none).catch(String)).toContain('not_found');
  // What was refused is not there.
  expect(await audited()).toEqual(['job.retry {"count":1}']);
});

test('one that fails delays no other, and one that is dropped is never done', async () => {
  await order('a');
  await order('b');
  jobs.handle('broken', async () => {
    throw new Error('never');
  });
  await world.db.write(() => jobs.order('broken', 'x'));
  await after(0);
  expect(done).toEqual(['a=', 'b=']);
  await createJobAdministration(world.deps, jobs).drop(null, { kind: 'broken', key: 'x' });
  expect(await list()).toEqual([]);
  expect(await audited()).toEqual(['job.drop {"kind":"broken","key":"x"}']);
});

test('what is ordered anew while it is done is done once more', async () => {
  let again: Promise<unknown> | undefined;
  jobs.handle('slow', async ({ body }) => {
    done.push(body);
    world.clock.at += 1;
    again ??= world.db.write(() => jobs.order('slow', 'a', 'second'));
    await again;
  });
  await world.db.write(() => jobs.order('slow', 'a', 'first'));
  await after(0);
  await after(0);
  expect(done).toEqual(['first', 'second']);
  expect(await list()).toEqual([]);
});

test('an end in the middle leaves the job to the next start; a kind that is not known waits', async () => {
  const began = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  jobs.handle('slow', async (_, { goesOn }) => {
    began.resolve();
    await end.promise;
    expect(goesOn()).toBe(false);
  });
  await world.db.write(() => jobs.order('slow', 'a'));
  jobs.wake();
  await began.promise;
  const stopped = jobs.stop();
  end.resolve();
  await stopped;
  jobs = begin();
  await after(HOUR);
  expect(await list()).toMatchObject([{ kind: 'slow', tries: 0, error: null }]);
  jobs.handle('slow', async () => void done.push('slow'));
  await after(0);
  expect(done).toEqual(['slow']);
});

test('a clock that was ahead holds nothing back', async () => {
  world.clock.at += 400 * 24 * HOUR;
  await order('a');
  world.clock.at -= 400 * 24 * HOUR;
  await after(0);
  expect(done).toEqual([]);
  jobs.start();
  await world.db.drain();
  await after(0);
  expect(done).toEqual(['a=']);
});

import type { ReservedSQL } from 'bun';
import type { RowCache, SqlStep, Tx } from '../engine/engine.ts';
import { ScriptRun } from './connection.ts';
import { isFull, isPassing } from './errors.ts';
import type { Merger } from './merge.ts';
import { Rounds, runStep, runSteps, WrongGuess } from './rounds.ts';

/** `chatId`: the chat that the command alone reads and writes; commands of different chats may run side by side. */
export type QueuedCommand = { make: () => Tx<unknown>; chatId: string | undefined };
export type Result = { value: unknown } | { error: unknown };
/** `mayWait`: statements may wait for others like them (`Later`, engine.ts). */
type Tools = { cache: RowCache | undefined; merger: Merger; mayWait: boolean };

/** Thrown where the batch has to be undone and run again, each command behind a savepoint. */
class Undo extends Error {}

/**
 * `unsettles`: what nodes remember of chats may be untrue now. `chats`: those in which commands that name them have written,
 * and whether each of these has written the chat's row.
 */
export type Done = {
  results: Result[];
  wrote: boolean;
  unsettles: boolean;
  chats: Map<string, boolean>;
};

/**
 * Runs the commands of one transaction. Those of different chats run side by side (rounds.ts); a command without a chat
 * runs alone. Where they have to be undone it says how to run them again: `asked`, with `mayWait` false, or `apart`, since
 * a command has failed after it had written.
 */
export async function runTogether(
  client: ReservedSQL,
  jobs: readonly QueuedCommand[],
  { cache, merger, mayWait }: Tools,
): Promise<Done | 'asked' | 'apart'> {
  const results: Result[] = new Array(jobs.length);
  const done: Done = { results, wrote: false, unsettles: false, chats: new Map() };
  const alone = (step: SqlStep) => runStep(client, step);
  async function runJob(index: number, rounds?: Rounds): Promise<void> {
    const run = rounds
      ? new ScriptRun((step) => rounds.run(step), cache)
      : new ScriptRun(alone, cache, (steps) => runSteps(client, merger, steps));
    try {
      results[index] = { value: await run.run((jobs[index] as QueuedCommand).make()) };
      if (run.failed) throw new Undo();
    } catch (error) {
      if (error instanceof Undo || isPassing(error) || isFull(error)) throw error;
      if (run.wrote || run.failed) throw new Undo();
      results[index] = { error };
    } finally {
      noteWritten(done, run, jobs[index]?.chatId);
    }
  }
  try {
    for (let at = 0; at < jobs.length; ) {
      const chats = groupByChat(jobs, at);
      const count = chats.reduce((sum, { length }) => sum + length, 0);
      if (count === 0) await runJob(at);
      else await runSideBySide(chats, new Rounds(client, merger, chats.length, mayWait), runJob);
      at += Math.max(count, 1);
    }
  } catch (error) {
    if (error instanceof WrongGuess) return 'asked';
    if (error instanceof Undo) return 'apart';
    throw error;
  }
  return done;
}

function noteWritten(done: Done, run: ScriptRun, chatId: string | undefined): void {
  if (!run.wrote) return;
  done.wrote = true;
  done.unsettles ||= run.unsettles;
  if (chatId !== undefined)
    done.chats.set(chatId, run.stamped || (done.chats.get(chatId) ?? false));
}

/** The commands from here on that have a chat, as far as they follow each other: their places, by chat. */
function groupByChat(jobs: readonly QueuedCommand[], from: number): number[][] {
  const chats = new Map<string, number[]>();
  for (let at = from; at < jobs.length; at++) {
    const chatId = jobs[at]?.chatId;
    if (chatId === undefined) break;
    const own = chats.get(chatId);
    if (own) own.push(at);
    else chats.set(chatId, [at]);
  }
  return [...chats.values()];
}

/** Those of one chat run one after the other. All come to their end before the transaction does. */
async function runSideBySide(
  chats: readonly number[][],
  rounds: Rounds,
  runJob: (index: number, rounds: Rounds) => Promise<void>,
): Promise<void> {
  const running = chats.map(async (own) => {
    try {
      for (const index of own) await runJob(index, rounds);
    } finally {
      rounds.leave();
    }
  });
  const ended = await Promise.allSettled(running);
  await rounds.finish();
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  if (rounds.failure !== undefined) failures.push(rounds.failure);
  if (failures.length > 0) throw worstOf(failures);
}

/** What passes is tried again as it is; after a wrong guess whatever else has failed may be its doing. */
function worstOf(failures: readonly unknown[]): unknown {
  const passing = failures.find((error) => isPassing(error) || isFull(error));
  return passing ?? failures.find((error) => error instanceof WrongGuess) ?? new Undo();
}

/** Runs the commands one after the other, each undone alone where it fails. */
export async function runApart(
  client: ReservedSQL,
  jobs: readonly QueuedCommand[],
  cache: RowCache | undefined,
): Promise<Done> {
  const results: Result[] = [];
  const done: Done = { results, wrote: true, unsettles: false, chats: new Map() };
  for (const { make, chatId } of jobs) {
    await client.unsafe('savepoint command');
    const run = new ScriptRun((step) => runStep(client, step), cache);
    try {
      const value = await run.run(make());
      await client.unsafe('release savepoint command');
      noteWritten(done, run, chatId);
      results.push({ value });
    } catch (error) {
      if (isPassing(error) || isFull(error)) throw error;
      cache?.clear();
      await client.unsafe('rollback to savepoint command; release savepoint command');
      results.push({ error });
    }
  }
  return done;
}

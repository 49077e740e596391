import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { RowCache } from '../engine/engine.ts';
import { type Done, type QueuedCommand, type Result, runApart, runTogether } from './batch.ts';
import { isLost } from './errors.ts';
import { Merger } from './merge.ts';
import { Remembered } from './remembered.ts';
import {
  type Commit,
  countTurn,
  markCommit,
  shareTurn,
  stampChats,
  type Turn,
  takeTurn,
} from './turn.ts';

/** The data is being moved, which takes a minute. */
const CLOSED = { retryAfterMs: 5000 };

/** The line was cut at the commit: the server may have stored the batch. */
export class Unknown {
  constructor(
    readonly commit: Commit,
    readonly results: Result[],
  ) {}
}

export type Stored = { results: Result[]; replays: number; commitMs: number };
type Options = {
  /** This process, and no other that ever was. */
  node: string;
  cache: RowCache;
  now: () => number;
};

/**
 * Stores batches, each in a transaction. Where all commands name their chat, it shares the turn with batches of other nodes
 * and locks these chats; else it has the turn alone (turn.ts), and asks nothing of what it remembers.
 */
export class Storing {
  private readonly remembered: Remembered;
  private readonly merger = new Merger();
  private commits = 0;

  constructor(private readonly options: Options) {
    this.remembered = new Remembered(options.cache);
  }

  /** Throws `Unknown` where nobody knows what became of the batch. */
  async store(client: ReservedSQL, jobs: readonly QueuedCommand[]): Promise<Stored> {
    const chatIds = sharedBy(jobs);
    const cache = chatIds && this.remembered.cache;
    const tools = { cache, merger: this.merger };
    let replays = 0;
    const begin = async (): Promise<Turn> => {
      if (replays++ > 0) {
        // Others may write in between.
        this.remembered.clear();
        await client.unsafe('rollback');
      }
      return await this.begin(client, chatIds);
    };
    let turn = await begin();
    let done = await runTogether(client, jobs, { ...tools, mayWait: true });
    if (done === 'asked') {
      turn = await begin();
      done = await runTogether(client, jobs, { ...tools, mayWait: false });
    }
    if (done === 'asked' || done === 'apart') {
      turn = await begin();
      done = await runApart(client, jobs, cache);
    }
    const commitMs = await this.commit(client, turn, done, chatIds !== undefined);
    return { results: done.results, replays: replays - 1, commitMs };
  }

  /** After a failure nobody knows what is true. */
  forget(): void {
    this.remembered.clear();
  }

  private async begin(client: ReservedSQL, chatIds: string[] | undefined): Promise<Turn> {
    const { turn, chats } = chatIds
      ? await shareTurn(client, chatIds)
      : { turn: await takeTurn(client), chats: undefined };
    if (turn.closed) {
      await client.unsafe('rollback');
      throw new ApiError('busy', CLOSED);
    }
    if (chats) this.remembered.compare(turn, chats);
    return turn;
  }

  /** Returns how long it took, ms. */
  private async commit(
    client: ReservedSQL,
    turn: Turn,
    { results, wrote, unsettles, chats }: Done,
    isShared: boolean,
  ): Promise<number> {
    const { node, now } = this.options;
    const own = { node, count: ++this.commits };
    const [written, unstamped] = [[...chats.keys()], [...chats].filter(([, stamped]) => !stamped)];
    const ready = now();
    try {
      const [stamp] = await Promise.all([
        wrote ? markCommit(client, own) : '',
        isShared &&
          unstamped.length > 0 &&
          stampChats(
            client,
            unstamped.map(([id]) => id),
          ),
        !isShared && unsettles && countTurn(client, { batch: turn.batch + 1, node }),
        commit(client),
      ]);
      if (isShared) this.remembered.wrote(written, stamp);
    } catch (error) {
      throw wrote && isLost(error) ? new Unknown(own, results) : error;
    }
    return now() - ready;
  }
}

/** The chats of commands that may share the turn; undefined: one of them names none. */
function sharedBy(jobs: readonly QueuedCommand[]): string[] | undefined {
  const chatIds = new Set<string>();
  for (const { chatId } of jobs) {
    if (chatId === undefined) return undefined;
    chatIds.add(chatId);
  }
  return [...chatIds];
}

/** A transaction in which a statement has failed is undone by its COMMIT, without an error. */
async function commit(client: ReservedSQL): Promise<void> {
  const { command } = await client.unsafe('commit');
  if (command !== 'COMMIT') throw new Error(`a batch was not committed: ${command}`);
}

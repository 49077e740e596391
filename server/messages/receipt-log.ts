import type { Deps } from '../deps.ts';

const KEPT_MS = 7 * 24 * 3_600_000;
const TIDY_EVERY_MS = 3_600_000;
/** Rows of one command of the writer: a few milliseconds. */
const SLICE = 500;
/** A movement is written down this much later at most: someone who reads a busy chat moves several times a second. */
const LATER_MS = 5000;

type ReceiptState = Record<Kind, number>;
type Kind = 'delivered' | 'read';
type Row = { chatId: string; userId: string; kind: Kind; seq: number; at: number; since: number };

export type ReceiptLog = ReturnType<typeof createReceiptLog>;

/**
 * Keeps when receipts moved, for "read by whom, when". This is no promise, so it is not in the transaction that moves
 * the receipt: of several moves of one person in a chat within a few seconds one row is kept, with the time of the
 * last, and a crash loses them.
 */
export function createReceiptLog({ db }: Pick<Deps, 'db'>) {
  let rows: Row[] = [];
  const open = new Map<string, Row>();
  let timer: Timer | undefined;
  let tidied = 0;

  async function tidy(now: number): Promise<void> {
    while ((await db.write(() => db.messages.prune(now - KEPT_MS, SLICE))) === SLICE);
  }

  /** Runs before `message.info` is answered, and a few seconds after a move. */
  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (rows.length === 0) return;
    const written = rows;
    rows = [];
    open.clear();
    await db.write(function* () {
      for (const { chatId, userId, kind, seq, at } of written)
        yield* db.messages.logReceipts(chatId, userId, { [kind]: seq, at });
    });
  }

  function note(row: Omit<Row, 'since'>): void {
    const key = `${row.kind}${row.chatId}${row.userId}`;
    const known = open.get(key);
    if (known && row.at - known.since < LATER_MS) {
      known.seq = row.seq;
      known.at = row.at;
      return;
    }
    const fresh = { ...row, since: row.at };
    open.set(key, fresh);
    rows.push(fresh);
  }

  return {
    flush,

    noteReceipts(
      userId: string,
      chatId: string,
      from: ReceiptState,
      to: ReceiptState,
      at: number,
    ): void {
      for (const kind of ['delivered', 'read'] as const)
        if (to[kind] > from[kind]) note({ chatId, userId, kind, seq: to[kind], at });
      // What it fails at (a full disk) is only "when".
      timer ??= setTimeout(() => void flush().catch(() => undefined), LATER_MS);
      timer.unref();
    },

    /** Runs once an hour, after a move that is committed. A failure is tried again an hour later. */
    async tidyNow(now: number): Promise<void> {
      if (now - tidied < TIDY_EVERY_MS) return;
      tidied = now;
      await tidy(now).catch(() => undefined);
    },
  };
}

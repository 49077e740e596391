import type { HistoryBody } from '../../protocol/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { messageSpan } from '../core/local-db/tx.ts';
import type { LocalDb } from '../core/local-db.ts';
import { type Range, rangeAt } from '../core/ranges.ts';
import { ApiError } from '../core/services.ts';
import { EMPTY, type Window } from './window.ts';

/** With fewer neighbours than this, the network is asked before the page is shown. */
const THIN = 10;
const PAGE = 60;
/** Rows on each side of the unread line, and how much unread there must be to open a chat there and not at its end. */
const AROUND = 40;

/** Pages of one chat: what the local database holds, or a hole filled first. All are contiguous, oldest first. */
export class Pages {
  constructor(
    private readonly db: LocalDb,
    private readonly findChat: () => ChatRecord | undefined,
    private readonly fill: (body: HistoryBody) => Promise<unknown>,
  ) {}

  /** What to show first: the unread line when much is unread, else the end. */
  async readOpening(unreadAfter: number): Promise<Window> {
    if (unreadAfter > 0 && this.findLastSeq() - unreadAfter > AROUND) {
      const page = await this.readAround(unreadAfter + 1, AROUND).catch(() => EMPTY);
      if (page.rows.length > 0) return page;
    }
    return this.readLatest(PAGE);
  }

  private async readLatest(count: number): Promise<Window> {
    const end = this.findLastSeq();
    if (end === 0) return EMPTY;
    if (!this.findRange(end)) await this.fetchHistory({ limit: PAGE });
    return this.readEndingAt(this.findLastSeq(), count);
  }

  async readOlder(before: number, count: number): Promise<Window> {
    if (before <= 1) return EMPTY;
    if (!this.findRange(before - 1)) await this.fetchHistory({ before, limit: PAGE });
    return this.readEndingAt(before - 1, count);
  }

  async readNewer(after: number, count: number): Promise<Window> {
    if (after >= this.findLastSeq()) return EMPTY;
    if (!this.findRange(after + 1)) await this.fetchHistory({ after, limit: PAGE });
    const range = this.findRange(after + 1);
    return range ? this.readRange(after + 1, Math.min(range[1], after + count)) : EMPTY;
  }

  /** `seq` and up to `each` on both sides. Rejects when it is not held and cannot be fetched. */
  async readAround(seq: number, each: number): Promise<Window> {
    const held = this.findRange(seq);
    if (!held || this.isThin(seq, held)) {
      const filled = this.fetchHistory({ around: seq, limit: PAGE });
      // What is held can be shown, thin as it is.
      await (held ? filled.catch(() => {}) : filled);
    }
    const range = this.findRange(seq);
    return range
      ? this.readRange(Math.max(range[0], seq - each), Math.min(range[1], seq + each))
      : EMPTY;
  }

  /** The first message at or after a time among the newest ones that are held in a row. */
  async findSeqAt(at: number): Promise<number> {
    const range = this.findRange(this.findLastSeq());
    if (!range) throw new ApiError('offline');
    let [low, high] = range;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const { rows } = await this.readRange(middle, Math.min(high, middle + THIN));
      const [message] = rows;
      if (message && message.createdAt >= at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private getChatId(): string {
    return this.findChat()?.id ?? '';
  }

  private findLastSeq(): number {
    return this.findChat()?.lastSeq ?? 0;
  }

  private findRange(seq: number): Range | undefined {
    return rangeAt(this.findChat()?.ranges ?? [], seq);
  }

  private isThin(seq: number, [from, to]: Range): boolean {
    return (seq - from < THIN && from > 1) || (to - seq < THIN && to < this.findLastSeq());
  }

  private async fetchHistory(body: Omit<HistoryBody, 'chatId'>): Promise<void> {
    await this.fill({ chatId: this.getChatId(), ...body });
  }

  private async readEndingAt(seq: number, count: number): Promise<Window> {
    const range = this.findRange(seq);
    return range ? this.readRange(Math.max(range[0], seq - count + 1), seq) : EMPTY;
  }

  private async readRange(from: number, to: number): Promise<Window> {
    const span = messageSpan(this.getChatId(), from, to);
    return {
      from,
      to,
      rows: await this.db.read(['messages'], (tx) => tx.getAll('messages', span)),
    };
  }
}

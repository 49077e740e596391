import { ApiError, type Timeline, type TimelineView } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { FakeHistory } from './fake-history.ts';

const FIRST = 60;
const PAGE = 40;
const MOST = 400;

/** A window on a chat, whose pages take `delayMs`. */
export class FakeTimeline implements Timeline {
  readonly view: Writable<TimelineView>;
  /** What was marked as read, in order. */
  readonly reads: number[] = [];
  /** Whether the server is out of reach. */
  failing = false;
  private first: number;
  private last: number;

  constructor(
    private readonly history: FakeHistory,
    unread: number,
    private readonly delayMs: number,
  ) {
    const { total } = history;
    this.last = total;
    this.first = Math.max(1, total - FIRST + 1);
    this.view = new Writable<TimelineView>({
      messages: [],
      hasOlder: false,
      hasNewer: false,
      loading: 'older',
      unreadAfter: unread > 0 && unread < total ? total - unread : 0,
      focus: null,
    });
    const begin = () => this.draw({ loading: null });
    if (delayMs === 0) begin();
    else setTimeout(begin, delayMs / 4);
    let known = total;
    history.changes.subscribe(() => {
      if (this.last === known) this.last = history.total;
      known = history.total;
      this.draw({});
    });
  }

  async loadOlder(): Promise<void> {
    this.draw({ loading: 'older' });
    await this.pause();
    if (!this.failing) {
      this.first = Math.max(1, this.first - PAGE);
      this.last = Math.min(this.last, this.first + MOST - 1);
    }
    this.draw({ loading: null });
  }

  async loadNewer(): Promise<void> {
    this.draw({ loading: 'newer' });
    await this.pause();
    if (!this.failing) {
      this.last = Math.min(this.history.total, this.last + PAGE);
      this.first = Math.max(this.first, this.last - MOST + 1);
    }
    this.draw({ loading: null });
  }

  async jumpTo(seq: number): Promise<void> {
    await this.pause();
    if (this.failing) throw new ApiError('offline');
    this.first = Math.max(1, seq - PAGE / 2);
    this.last = Math.min(this.history.total, seq + PAGE / 2);
    this.draw({ focus: { seq, at: performance.now() } });
  }

  async jumpToDate(at: number): Promise<void> {
    let seq = this.history.total;
    while (seq > 1 && (this.history.at(seq - 1)?.createdAt ?? 0) >= at) seq--;
    await this.jumpTo(seq);
  }

  async jumpToEnd(): Promise<void> {
    await this.pause();
    this.last = this.history.total;
    this.first = Math.max(1, this.last - FIRST + 1);
    this.draw({ focus: null });
  }

  markRead(seq: number): void {
    this.reads.push(seq);
  }

  close(): void {}

  private draw(change: Partial<TimelineView>): void {
    const { history, first, last } = this;
    const hasNewer = last < history.total;
    const messages = history.range(first, last);
    this.view.set({
      ...this.view.get(),
      messages: hasNewer ? messages : [...messages, ...history.outbox],
      hasOlder: first > 1,
      hasNewer,
      ...change,
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}

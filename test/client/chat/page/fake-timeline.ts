import {
  ApiError,
  type Timeline,
  type TimelineMessage,
  type TimelineView,
} from '../../../../client/core/services.ts';
import { Writable } from '../../../../client/core/store.ts';

const PAGE = 40;
const MOST = 400;

/** A chat of any length, made up on demand, with pages that take their time. */
export class FakeTimeline implements Timeline {
  readonly view: Writable<TimelineView>;
  readonly reads: number[] = [];
  failing = false;
  private window: TimelineMessage[] = [];

  constructor(
    private readonly make: (seq: number) => TimelineMessage,
    private total: number,
    unreadAfter: number,
    private outbox: TimelineMessage[] = [],
    private readonly delayMs = 150,
  ) {
    this.window = this.range(total - 59, total);
    this.view = new Writable<TimelineView>({
      messages: [],
      hasOlder: false,
      hasNewer: false,
      loading: 'older',
      unreadAfter,
      focus: null,
    });
    setTimeout(() => this.draw({ loading: null }), delayMs / 4);
  }

  async loadOlder(): Promise<void> {
    this.draw({ loading: 'older' });
    await this.pause();
    const first = this.window[0]?.seq ?? 1;
    if (!this.failing)
      this.window = [...this.range(first - PAGE, first - 1), ...this.window].slice(0, MOST);
    this.draw({ loading: null });
  }

  async loadNewer(): Promise<void> {
    this.draw({ loading: 'newer' });
    await this.pause();
    const last = this.window.at(-1)?.seq ?? 0;
    if (!this.failing)
      this.window = [...this.window, ...this.range(last + 1, last + PAGE)].slice(-MOST);
    this.draw({ loading: null });
  }

  async jumpTo(seq: number): Promise<void> {
    await this.pause();
    if (this.failing) throw new ApiError('offline');
    this.window = this.range(seq - PAGE / 2, seq + PAGE / 2);
    this.draw({ focus: { seq, at: performance.now() } });
  }

  async jumpToDate(at: number): Promise<void> {
    for (let seq = this.total; seq > 1; seq--) {
      if (this.make(seq).createdAt < at) return this.jumpTo(seq + 1);
    }
  }

  async jumpToEnd(): Promise<void> {
    await this.pause();
    this.window = this.range(this.total - 59, this.total);
    this.draw({ focus: null });
  }

  markRead(seq: number): void {
    this.reads.push(seq);
  }

  close(): void {}

  /** Somebody writes; `mine` goes through the outbox like in life. */
  arrive(message: TimelineMessage): void {
    if (message.mine) {
      this.outbox = [...this.outbox, { ...message, seq: 0, state: 'queued' }];
      this.draw({});
      return;
    }
    const atEnd = this.window.at(-1)?.seq === this.total;
    this.total++;
    this.made.set(this.total, { ...message, seq: this.total });
    if (atEnd) this.window = [...this.window, ...this.range(this.total, this.total)];
    this.draw({});
  }

  /** What somebody changed of a message. */
  change(seq: number, change: Partial<TimelineMessage>): void {
    this.made.set(seq, { ...this.at(seq), ...change });
    this.window = this.window.map((one) => (one.seq === seq ? this.at(seq) : one));
    this.draw({});
  }

  at(seq: number): TimelineMessage {
    return this.made?.get(seq) ?? this.make(seq);
  }

  private readonly made = new Map<number, TimelineMessage>();

  private range(from: number, to: number): TimelineMessage[] {
    const first = Math.max(1, from);
    const last = Math.min(this.total, to);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
      return this.at(first + i);
    });
  }

  private draw(change: Partial<TimelineView>): void {
    const hasNewer = (this.window.at(-1)?.seq ?? this.total) < this.total;
    this.view.set({
      ...this.view.get(),
      messages: hasNewer ? [...this.window] : [...this.window, ...this.outbox],
      hasOlder: (this.window[0]?.seq ?? 1) > 1,
      hasNewer,
      ...change,
    });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}

import type { TimelineMessage } from '../core/services.ts';
import { Writable } from '../core/store.ts';

/** The messages of one chat, of any length: each is made when it is first looked at. */
export class FakeHistory {
  /** Counts the changes, for those who watch. */
  readonly changes = new Writable(0);
  private readonly made = new Map<number, TimelineMessage | undefined>();

  constructor(
    public total: number,
    private readonly make: (seq: number) => TimelineMessage | undefined,
    /** What has not been sent. */
    public outbox: readonly TimelineMessage[] = [],
  ) {}

  static of(messages: readonly TimelineMessage[]): FakeHistory {
    return new FakeHistory(messages.length, (seq) => messages[seq - 1]);
  }

  at(seq: number): TimelineMessage | undefined {
    if (!this.made.has(seq)) this.made.set(seq, this.make(seq));
    return this.made.get(seq);
  }

  /** Returns those from one `seq` to another, both included. */
  range(from: number, to: number): TimelineMessage[] {
    const found: TimelineMessage[] = [];
    for (let seq = Math.max(1, from); seq <= Math.min(to, this.total); seq++) {
      const message = this.at(seq);
      if (message) found.push(message);
    }
    return found;
  }

  all(): TimelineMessage[] {
    return this.range(1, this.total);
  }

  change(seq: number, change: Partial<TimelineMessage>): void {
    const message = this.at(seq);
    if (message) this.made.set(seq, { ...message, ...change });
    this.tell();
  }

  /** Takes them away for oneself. */
  hide(seqs: readonly number[]): void {
    for (const seq of seqs) this.made.set(seq, undefined);
    this.tell();
  }

  /** Adds a message at the end. */
  arrive(message: TimelineMessage): void {
    this.total += 1;
    this.made.set(this.total, { ...message, seq: this.total });
    this.tell();
  }

  /** Takes an unsent message back; returns its text. */
  discard(clientId: string): string | undefined {
    const found = this.outbox.find((message) => message.clientId === clientId);
    this.outbox = this.outbox.filter((message) => message !== found);
    if (found) this.tell();
    return found?.text;
  }

  private tell(): void {
    this.changes.set(this.changes.get() + 1);
  }
}

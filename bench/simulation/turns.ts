import type { Clock } from './clock.ts';

/** Who may write: one batch of all nodes at a time, or all at once that have no chat in common. */
export type Discipline = 'one turn' | 'locked chats';

type Waiting = { chats: ReadonlySet<number>; begin: () => void };

export class Turns {
  private readonly waiting: Waiting[] = [];
  private readonly held = new Set<number>();
  private running = 0;
  private since = 0;
  private busy = 0;

  constructor(
    private readonly clock: Clock,
    private readonly discipline: Discipline,
  ) {}

  /** How long somebody was writing, ms. */
  get busyMs(): number {
    return this.busy + (this.running > 0 ? this.clock.now - this.since : 0);
  }

  take(chats: ReadonlySet<number>, begin: () => void): void {
    this.waiting.push({ chats, begin });
    this.admit();
  }

  leave(chats: ReadonlySet<number>): void {
    this.running--;
    if (this.running === 0) this.busy += this.clock.now - this.since;
    for (const chat of chats) this.held.delete(chat);
    this.admit();
  }

  /** In the order in which they came; where chats are locked, one that waits holds up only those behind it that need its chats. */
  private admit(): void {
    const wanted = new Set<number>();
    for (let at = 0; at < this.waiting.length; ) {
      const { chats, begin } = this.waiting[at] as Waiting;
      const isFree =
        this.discipline === 'one turn'
          ? this.running === 0
          : [...chats].every((chat) => !this.held.has(chat) && !wanted.has(chat));
      if (!isFree) {
        if (this.discipline === 'one turn') return;
        for (const chat of chats) wanted.add(chat);
        at++;
        continue;
      }
      this.waiting.splice(at, 1);
      if (this.running++ === 0) this.since = this.clock.now;
      for (const chat of chats) this.held.add(chat);
      begin();
    }
  }
}

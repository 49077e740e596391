import { serverNow } from '../../core/server-clock.ts';
import type { ChatRow } from '../../core/services.ts';

/** What was written while nobody was here is in the list when they come, and rings for nothing. */
const SETTLE_MS = 3_000;

type Hooks = { me(): string | undefined; now(): number; arrived(row: ChatRow): void };

/** Tells which change of the list is a message that has just come and that somebody is to be told of. */
export class Arrivals {
  private readonly held = new Map<string, number>();
  private quietUntil: number | null = null;

  constructor(private readonly hooks: Hooks) {}

  /** `online`: what comes is heard from the server. Of several that come together only the newest is told. */
  look(rows: readonly ChatRow[], online: boolean): void {
    const now = this.hooks.now();
    if (online) this.quietUntil ??= now + SETTLE_MS;
    const quiet = this.quietUntil === null || now < this.quietUntil;
    let newest: ChatRow | undefined;
    for (const row of rows) {
      const { id, lastSeq, lastAt } = row.chat;
      const before = this.held.get(id) ?? 0;
      this.held.set(id, Math.max(before, lastSeq));
      if (quiet || lastSeq <= before || !this.isNews(row, now)) continue;
      if (!newest || newest.chat.lastAt <= lastAt) newest = row;
    }
    if (newest) this.hooks.arrived(newest);
  }

  private isNews({ chat, own, unread }: ChatRow, now: number): boolean {
    const { last } = chat;
    if (!last || last.kind === 'note' || last.senderId === this.hooks.me()) return false;
    if (own.request || (own.mutedUntil ?? 0) > serverNow(now)) return false;
    // Read on another device already.
    return unread > 0 && last.seq === chat.lastSeq && last.deletedAt === null;
  }
}

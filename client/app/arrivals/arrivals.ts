import { serverNow } from '../../core/server-clock.ts';
import type { ChatRow } from '../../core/services.ts';

/** What was written before the app was opened is in the list when the person comes, and rings for nothing. */
const SETTLE_MS = 3_000;

type Hooks = { me(): string | undefined; now(): number; onArrival(row: ChatRow): void };

/** Finds out which change of the list is a message that has just come and needs a notice. */
export class Arrivals {
  private readonly held = new Map<string, number>();
  private quietUntil: number | null = null;

  constructor(private readonly hooks: Hooks) {}

  /**
   * `online`: what comes now is heard from the server. Of several that come together only the newest gets a notice.
   */
  compareRows(rows: readonly ChatRow[], online: boolean): void {
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
    if (newest) this.hooks.onArrival(newest);
  }

  private isNews({ chat, settings, unread }: ChatRow, now: number): boolean {
    const { last } = chat;
    if (!last || last.kind === 'system' || last.senderId === this.hooks.me()) return false;
    if (settings.request || (settings.mutedUntil ?? 0) > serverNow(now)) return false;
    // Another device may have read it already.
    return unread > 0 && last.seq === chat.lastSeq && last.deletedAt === null;
  }
}

import type { RowCache } from '../engine/engine.ts';
import type { LockedChat, Turn } from './turn.ts';

/**
 * What this node remembers of chats, and whether it is true. Only batches that share the turn ask it, and only of chats
 * that they have locked: it is as it was left where the chat's row bears the stamp that it bore then, and no batch that
 * was alone has counted meanwhile.
 */
export class Remembered {
  private seen: Turn = { batch: -1, node: '' };
  private readonly stamps = new Map<string, string>();

  constructor(readonly cache: RowCache) {}

  /** Forgets what is not true any more. */
  compare(turn: Turn, chats: readonly LockedChat[]): void {
    if (turn.batch !== this.seen.batch || turn.node !== this.seen.node) this.clear();
    this.seen = turn;
    for (const { id, stamp } of chats) this.restamp(id, stamp);
  }

  /** Takes over the stamp that this node has written itself. */
  wrote(chatIds: Iterable<string>, stamp: string): void {
    for (const id of chatIds) this.stamps.set(id, stamp);
  }

  clear(): void {
    this.cache.clear();
    this.stamps.clear();
  }

  private restamp(id: string, stamp: string): void {
    if (this.stamps.get(id) === stamp) return;
    if (this.stamps.size >= MOST) this.clear();
    this.cache.forget(id);
    this.stamps.set(id, stamp);
  }
}

/** Chats whose stamp is kept. */
const MOST = 20_000;

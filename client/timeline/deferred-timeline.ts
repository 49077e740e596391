import { ApiError, type Timeline, type TimelineView } from '../core/services.ts';
import { type ReadableStore, Writable } from '../core/store.ts';
import type { ClientSession } from '../session/session.ts';
import { ChatTimeline } from './timeline.ts';
import { OPENING_VIEW } from './timeline-rows.ts';

/** A timeline that a page has opened (by its address, say) before the local database is open. */
export class DeferredTimeline implements Timeline {
  readonly view = new Writable<TimelineView>(OPENING_VIEW);
  private inner: ChatTimeline | undefined;
  private readonly there = Promise.withResolvers<ChatTimeline>();
  private stop: () => void = () => {};

  constructor(session: ReadableStore<ClientSession | undefined>, chatId: string) {
    const unwatch = session.subscribe(() => {
      const opened = session.get();
      if (!opened || this.inner) return;
      unwatch();
      const inner = new ChatTimeline(opened, chatId);
      this.inner = inner;
      this.there.resolve(inner);
      const copy = () => this.view.set(inner.view.get());
      this.stop = inner.view.subscribe(copy);
      copy();
    });
    this.stop = unwatch;
  }

  async loadOlder(): Promise<void> {
    await this.inner?.loadOlder();
  }

  async loadNewer(): Promise<void> {
    await this.inner?.loadNewer();
  }

  async jumpTo(seq: number): Promise<void> {
    await (await this.there.promise).jumpTo(seq);
  }

  jumpToDate(at: number): Promise<void> {
    return this.inner?.jumpToDate(at) ?? Promise.reject(new ApiError('offline'));
  }

  async jumpToEnd(): Promise<void> {
    await this.inner?.jumpToEnd();
  }

  markRead(seq: number): void {
    this.inner?.markRead(seq);
  }

  close(): void {
    this.stop();
    this.inner?.close();
  }
}

import type { Timeline, TimelineMessage, TimelineView } from '../core/services.ts';
import { type ReadableStore, Writable } from '../core/store.ts';

/** All of a chat at once; jumps only light up. */
export class FakeTimeline implements Timeline {
  private readonly state: Writable<TimelineView>;

  constructor(messages: ReadableStore<TimelineMessage[]>, unread: number) {
    const length = messages.get().length;
    this.state = new Writable<TimelineView>({
      messages: messages.get(),
      hasOlder: false,
      hasNewer: false,
      loading: null,
      unreadAfter: unread > 0 && unread < length ? length - unread : 0,
      focus: null,
    });
    messages.subscribe(() => {
      this.state.set({ ...this.state.get(), messages: messages.get() });
    });
  }

  get view(): ReadableStore<TimelineView> {
    return this.state;
  }

  async loadOlder(): Promise<void> {}
  async loadNewer(): Promise<void> {}

  async jumpTo(seq: number): Promise<void> {
    this.state.set({ ...this.state.get(), focus: { seq, at: Date.now() } });
  }

  async jumpToDate(at: number): Promise<void> {
    const hit = this.state.get().messages.find((message) => message.createdAt >= at);
    await this.jumpTo(hit?.seq ?? 1);
  }

  async jumpToEnd(): Promise<void> {
    await this.jumpTo(this.state.get().messages.length);
  }

  markRead(): void {}
  close(): void {}
}

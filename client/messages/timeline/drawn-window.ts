import type { TimelineMessage, TimelineView } from '../../core/services.ts';
import type { Anchor } from './anchor.ts';
import type { LoadSide } from './edge-loader.ts';
import { findFirstUnread } from './grouping.ts';
import {
  type DrawnSlice,
  extendNewer,
  extendOlder,
  followEnd,
  sliceAround,
  sliceAtEnd,
} from './slice.ts';

/** What to scroll to once it is drawn. */
type Goal = { to: 'end' } | { to: 'unread'; key: string } | { to: 'row'; key: string };

/** The chat when it was opened: its last `seq`, and how many were unread. What comes later is new and not "unread". */
export type OpenedChat = { seq: number; unread: number };

/** More messages than this come only before the first of them has been read aloud. */
const ANNOUNCED = 20;

const NO_VIEW: TimelineView = {
  messages: [],
  hasOlder: false,
  hasNewer: false,
  loading: null,
  unreadAfter: 0,
  focus: null,
};

/** Knows which of the loaded messages are drawn, and what follows from each change of the view. It knows no DOM. */
export class DrawnWindow {
  view: TimelineView = NO_VIEW;
  slice: DrawnSlice = { start: 0, end: 0 };
  goal: Goal | null = null;
  /** `clientId` of the row under the unread line; decided once, so that the line stays while one reads. */
  unreadAt: string | null = null;
  /** The `clientId`s of the rows that came at the end with the last change. */
  fresh: ReadonlySet<string> = new Set();
  /** The last few messages that other people wrote since the chat was opened. */
  announced: readonly TimelineMessage[] = [];
  /** The `seq` of the row that is lit up after a jump. */
  litSeq = 0;

  get isEndDrawn(): boolean {
    return this.slice.end === this.view.messages.length && !this.view.hasNewer;
  }

  applyView(next: TimelineView, anchor: Anchor, opened: OpenedChat, max: number): void {
    const before = this.view;
    this.view = next;
    if (next.messages !== before.messages) this.applyMessages(before, anchor, opened, max);
    const focus = next.focus;
    if (focus && focus.at !== before.focus?.at) this.lightUp(focus.seq);
  }

  /** Goes to the newest message; when it is not loaded, as soon as it is. */
  goToEnd(): void {
    this.goal = { to: 'end' };
    if (!this.isEndDrawn && !this.view.hasNewer) this.slice = sliceAtEnd(this.view.messages.length);
  }

  /** Returns how many are loaded on a side that are not drawn. */
  countUndrawn(side: LoadSide): number {
    return side === 'older' ? this.slice.start : this.view.messages.length - this.slice.end;
  }

  /** Draws a few more on a side; false when there are none. */
  drawMore(side: LoadSide, max: number): boolean {
    if (this.countUndrawn(side) === 0) return false;
    const total = this.view.messages.length;
    this.slice =
      side === 'older' ? extendOlder(this.slice, max) : extendNewer(this.slice, total, max);
    return true;
  }

  private applyMessages(
    before: TimelineView,
    anchor: Anchor,
    opened: OpenedChat,
    max: number,
  ): void {
    const { messages, unreadAfter, hasNewer } = this.view;
    this.fresh = findAdded(before.messages, messages);
    if (before.messages.length > 0) this.collectAnnounced(messages);
    // In a chat with a stranger nothing is read yet: 0 is then a position, too.
    if (opened.unread > 0) this.unreadAt ??= findFirstUnread(messages, unreadAfter, opened.seq);
    if (before.messages.length === 0) this.chooseStart();
    else if (this.goal?.to === 'end' && !hasNewer) this.slice = sliceAtEnd(messages.length);
    else {
      this.slice =
        followEnd(this.slice, before.messages, messages, anchor, max) ??
        sliceAtEnd(messages.length);
    }
  }

  private collectAnnounced(messages: TimelineMessage[]): void {
    const known = new Set(this.announced.map(({ clientId }) => clientId));
    const came = messages.filter(
      ({ clientId, mine }) => !mine && this.fresh.has(clientId) && !known.has(clientId),
    );
    if (came.length > 0) this.announced = [...this.announced, ...came].slice(-ANNOUNCED);
  }

  private chooseStart(): void {
    const { messages } = this.view;
    const key = this.unreadAt;
    this.slice = sliceAtEnd(messages.length);
    this.goal = { to: 'end' };
    if (key === null) return;
    this.slice = sliceAround(
      messages.findIndex((m) => m.clientId === key),
      messages.length,
    );
    this.goal = { to: 'unread', key };
  }

  private lightUp(seq: number): void {
    const { messages } = this.view;
    const index = messages.findIndex((m) => m.seq === seq);
    const found = messages[index];
    if (!found) return;
    const drawn = index >= this.slice.start && index < this.slice.end;
    if (!drawn) this.slice = sliceAround(index, messages.length);
    this.goal = { to: 'row', key: found.clientId };
    this.litSeq = seq;
  }
}

/** Finds new rows behind the one that was last; none when that one is not near (another window was loaded). */
function findAdded(before: TimelineMessage[], after: TimelineMessage[]): ReadonlySet<string> {
  const last = before.at(-1)?.clientId;
  const keys = new Set<string>();
  for (let i = after.length - 1; i >= 0 && keys.size < 10; i--) {
    const key = after[i]?.clientId ?? '';
    if (key === last) return keys;
    keys.add(key);
  }
  return new Set();
}

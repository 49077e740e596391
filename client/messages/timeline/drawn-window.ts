import type { TimelineMessage, TimelineView } from '../../core/services.ts';
import type { Anchor } from './anchor.ts';
import type { LoadSide } from './edge-loader.ts';
import { firstUnread } from './grouping.ts';
import { around, atEnd, type DrawnSlice, followEnd, newer, older } from './slice.ts';

/** What to scroll to once it is drawn. */
export type Goal = { to: 'end' } | { to: 'unread'; key: string } | { to: 'row'; key: string };

/** The chat when it was opened: its last `seq`, and how many were unread. What comes later is new and not "unread". */
export type OpenedChat = { seq: number; unread: number };

/** More than come before the first of them has been read aloud. */
const HEARD = 20;

const NO_VIEW: TimelineView = {
  messages: [],
  hasOlder: false,
  hasNewer: false,
  loading: null,
  unreadAfter: 0,
  focus: null,
};

/** Which of the loaded messages are drawn, and what follows from each change of the view. Knows no DOM. */
export class DrawnWindow {
  view: TimelineView = NO_VIEW;
  slice: DrawnSlice = { start: 0, end: 0 };
  goal: Goal | null = null;
  /** `clientId` of the row under the unread line; decided once, so that the line stays while one reads. */
  unreadAt: string | null = null;
  /** Rows that came at the end with the last change, `clientId`s. */
  fresh: ReadonlySet<string> = new Set();
  /** What others have said since the chat was opened, the last few. */
  heard: readonly TimelineMessage[] = [];
  /** The row lit up after a jump. */
  litSeq = 0;

  get endIsDrawn(): boolean {
    return this.slice.end === this.view.messages.length && !this.view.hasNewer;
  }

  take(next: TimelineView, anchor: Anchor, opened: OpenedChat, max: number): void {
    const before = this.view;
    this.view = next;
    if (next.messages !== before.messages) this.takeMessages(before, anchor, opened, max);
    const focus = next.focus;
    if (focus && focus.at !== before.focus?.at) this.lightUp(focus.seq);
  }

  /** To the newest message; when it is not loaded, as soon as it is. */
  toEnd(): void {
    this.goal = { to: 'end' };
    if (!this.endIsDrawn && !this.view.hasNewer) this.slice = atEnd(this.view.messages.length);
  }

  /** How many are loaded on a side that are not drawn. */
  left(side: LoadSide): number {
    return side === 'older' ? this.slice.start : this.view.messages.length - this.slice.end;
  }

  /** Draws a few more on a side; false when there are none. */
  step(side: LoadSide, max: number): boolean {
    if (this.left(side) === 0) return false;
    const total = this.view.messages.length;
    this.slice = side === 'older' ? older(this.slice, max) : newer(this.slice, total, max);
    return true;
  }

  private takeMessages(
    before: TimelineView,
    anchor: Anchor,
    opened: OpenedChat,
    max: number,
  ): void {
    const { messages, unreadAfter, hasNewer } = this.view;
    this.fresh = added(before.messages, messages);
    if (before.messages.length > 0) this.hear(messages);
    // Of a chat with a stranger nothing is read yet: 0 is then a place, too.
    if (opened.unread > 0) this.unreadAt ??= firstUnread(messages, unreadAfter, opened.seq);
    if (before.messages.length === 0) this.begin();
    else if (this.goal?.to === 'end' && !hasNewer) this.slice = atEnd(messages.length);
    else {
      this.slice =
        followEnd(this.slice, before.messages, messages, anchor, max) ?? atEnd(messages.length);
    }
  }

  private hear(messages: TimelineMessage[]): void {
    const known = new Set(this.heard.map(({ clientId }) => clientId));
    const came = messages.filter(
      ({ clientId, mine }) => !mine && this.fresh.has(clientId) && !known.has(clientId),
    );
    if (came.length > 0) this.heard = [...this.heard, ...came].slice(-HEARD);
  }

  private begin(): void {
    const { messages } = this.view;
    const key = this.unreadAt;
    this.slice = atEnd(messages.length);
    this.goal = { to: 'end' };
    if (key === null) return;
    this.slice = around(
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
    if (!drawn) this.slice = around(index, messages.length);
    this.goal = { to: 'row', key: found.clientId };
    this.litSeq = seq;
  }
}

/** New rows behind the one that was last; none when that one is not near (another window was loaded). */
function added(before: TimelineMessage[], after: TimelineMessage[]): ReadonlySet<string> {
  const last = before.at(-1)?.clientId;
  const keys = new Set<string>();
  for (let i = after.length - 1; i >= 0 && keys.size < 10; i--) {
    const key = after[i]?.clientId ?? '';
    if (key === last) return keys;
    keys.add(key);
  }
  return new Set();
}

import type { Message } from '../../protocol/messages.ts';
import type { Change } from '../core/local-db/change.ts';
import type { TimelineMessage, TimelineView } from '../core/services.ts';
import type { Model } from './model.ts';
import { othersMarks, showPending, showStored } from './ticks.ts';
import type { Window } from './window.ts';

/** Before anything is read. */
export const OPENING_VIEW: TimelineView = {
  messages: [],
  hasOlder: false,
  hasNewer: false,
  loading: 'older',
  unreadAfter: 0,
  focus: null,
};

type Drawn = { from: unknown; row: TimelineMessage };

/** Rows of a timeline; a row that looks as before is the same object, so that the page redraws only what changed. */
export class TimelineRows {
  private drawn = new Map<string, Drawn>();

  constructor(
    private readonly model: Model,
    private readonly me: string,
    private readonly chatId: string,
  ) {}

  concerns(change: Change): boolean {
    return (
      (change.settled?.length ?? 0) > 0 ||
      Boolean(change.chats?.some((chat) => chat.id === this.chatId)) ||
      Boolean(change.outbox?.some((row) => row.chatId === this.chatId)) ||
      Boolean(change.gone?.includes(this.chatId))
    );
  }

  /** `withPending`: the outbox follows the newest message, and nothing else. */
  draw(window: Window, withPending: boolean): TimelineMessage[] {
    const chat = this.model.chats.get(this.chatId);
    if (!chat) return [];
    const marks = othersMarks(chat, this.me);
    const before = this.drawn;
    this.drawn = new Map();
    const stored = window.map((message) =>
      this.same(before, message, showStored(message, marks, this.me)),
    );
    if (!withPending) return stored;
    const there = new Set(window.map((message) => message.clientId));
    const pending = this.model.outbox
      .filter((row) => row.chatId === this.chatId && !there.has(row.clientId))
      .map((row) => this.same(before, row, showPending(row, this.me)));
    return [...stored, ...pending];
  }

  private same(
    before: ReadonlyMap<string, Drawn>,
    from: Message | object,
    row: TimelineMessage,
  ): TimelineMessage {
    const old = before.get(`${row.senderId} ${row.clientId}`);
    const kept = old && old.from === from && old.row.state === row.state ? old : { from, row };
    this.drawn.set(`${row.senderId} ${row.clientId}`, kept);
    return kept.row;
  }
}

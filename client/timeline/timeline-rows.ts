import type { LocalChange } from '../core/local-db/change.ts';
import type { TimelineMessage, TimelineView } from '../core/services.ts';
import type { Model } from '../model/model.ts';
import { OptimisticView } from '../model/optimistic.ts';
import {
  isPlayed,
  readOthersReceipts,
  showPending,
  showStored,
  stateOf,
  withPlayedMark,
} from '../model/shown-message.ts';
import type { Window } from './window.ts';

/** The view before anything is read. */
export const OPENING_VIEW: TimelineView = {
  messages: [],
  hasOlder: false,
  hasNewer: false,
  loading: 'older',
  unreadAfter: 0,
  focus: null,
};

type Source = { clientId: string; senderId?: string };
/** `key`: how far the message has come, and which pending actions are drawn on it. */
type Drawn = { from: Source; key: string; row: TimelineMessage };

/** Rows of a timeline; a row that looks as before is the same object, so that the page redraws only what changed. */
export class TimelineRows {
  private drawn = new Map<string, Drawn>();
  private last: TimelineMessage[] = [];

  constructor(
    private readonly model: Model,
    private readonly me: string,
    private readonly chatId: string,
  ) {}

  concerns(change: LocalChange): boolean {
    return (
      (change.leftOutbox?.length ?? 0) > 0 ||
      (change.actionsAnswered?.length ?? 0) > 0 ||
      Boolean(change.actions?.some((row) => row.chatId === this.chatId)) ||
      Boolean(change.chats?.some((chat) => chat.id === this.chatId)) ||
      Boolean(change.outbox?.some((row) => row.chatId === this.chatId)) ||
      Boolean(change.gone?.includes(this.chatId))
    );
  }

  /** `withPending`: the outbox follows the newest message, and nothing else. The same list when no row is different. */
  draw(window: Window, withPending: boolean): TimelineMessage[] {
    const next = this.makeRows(window, withPending);
    const same = next.length === this.last.length && next.every((row, i) => row === this.last[i]);
    if (!same) this.last = next;
    return this.last;
  }

  private makeRows(window: Window, withPending: boolean): TimelineMessage[] {
    const chat = this.model.chats.get(this.chatId);
    if (!chat) return [];
    const others = readOthersReceipts(chat);
    const overlay = OptimisticView.of(chat, this.model.actions, this.me);
    const before = this.drawn;
    this.drawn = new Map();
    const stored = window.rows.flatMap((message) => {
      if (overlay.isHidden(message.seq)) return [];
      const state = message.senderId === this.me ? stateOf(message.seq, others) : 'sent';
      const played = isPlayed(message, { kind: chat.kind, settings: overlay.settings }, this.me);
      const key = `${overlay.keyOf(message.seq)} ${state} ${played}`;
      return this.reuseRow(before, { from: message, key }, () =>
        withPlayedMark(showStored(overlay.applyToCopy(message), others, this.me), played),
      );
    });
    if (!withPending) return stored;
    const there = new Set(window.rows.map((message) => message.clientId));
    const pending = this.model.outbox
      .filter((row) => row.chatId === this.chatId && !there.has(row.clientId))
      .map((row) => this.reuseRow(before, { from: row, key: '' }, () => showPending(row, this.me)));
    return [...stored, ...pending];
  }

  private reuseRow(
    before: ReadonlyMap<string, Drawn>,
    { from, key }: Omit<Drawn, 'row'>,
    make: () => TimelineMessage,
  ): TimelineMessage {
    const id = `${from.senderId ?? this.me} ${from.clientId}`;
    const old = before.get(id);
    const kept = old?.from === from && old.key === key ? old : { from, key, row: make() };
    this.drawn.set(id, kept);
    return kept.row;
  }
}

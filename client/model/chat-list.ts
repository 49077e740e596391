import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import type { Writable } from '../core/store.ts';
import type { Model } from './model.ts';
import { OptimisticView } from './optimistic.ts';
import { othersReceipts, showPending, showStored } from './send-state.ts';

type Hooks = { now(): number; typing(chatId: string): string[] };

/** Rows of the list of chats: made again where a chat has changed, the same objects where it has not. */
export class ChatList {
  private readonly rows = new Map<string, ChatRow>();
  private readonly stale = new Set<string>();
  /** The chat of each pending action: the change that ends an action names only its id. */
  private readonly wished = new Map<string, string>();
  private scheduled = false;
  private closed = false;
  private readonly stop: () => void;

  constructor(
    private readonly model: Model,
    private readonly me: string,
    private readonly hooks: Hooks,
    private readonly out: { chats: Writable<ChatRow[] | undefined>; unread: Writable<number> },
  ) {
    this.stop = model.watch((change) => this.changed(change));
    for (const id of model.chats.keys()) this.touch(id);
    for (const action of model.actions) this.wished.set(action.id, action.chatId);
    this.draw();
  }

  /** Several changes of one moment are one new list. */
  touch(chatId: string): void {
    this.stale.add(chatId);
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => this.draw());
  }

  close(): void {
    this.closed = true;
    this.stop();
  }

  private changed(change: LocalChange): void {
    for (const chat of change.chats ?? []) this.touch(chat.id);
    for (const id of [...(change.gone ?? []), ...(change.told ?? [])]) this.touch(id);
    for (const draft of change.drafts ?? []) this.touch(draft.chatId);
    for (const row of change.outbox ?? []) this.touch(row.chatId);
    for (const { id, chatId } of change.actions ?? []) {
      this.wished.set(id, chatId);
      this.touch(chatId);
    }
    for (const id of change.done ?? []) {
      this.touch(this.wished.get(id) ?? '');
      this.wished.delete(id);
    }
    const settled = new Set(change.settled);
    const users = new Set(change.users?.map((user) => user.id));
    if (settled.size + users.size === 0) return;
    for (const { chat, peer, last } of this.rows.values())
      if ((peer && users.has(peer.id)) || (last && settled.has(last.clientId))) this.touch(chat.id);
  }

  private draw(): void {
    this.scheduled = false;
    if (this.closed) return;
    for (const id of this.stale) {
      const chat = this.model.chats.get(id);
      const row = chat && this.rowOf(chat);
      if (row) this.rows.set(id, row);
      else this.rows.delete(id);
    }
    this.stale.clear();
    const rows = [...this.rows.values()];
    this.out.chats.set(rows.sort(inOrder));
    const now = serverNow(this.hooks.now());
    const heard = rows.filter(({ own }) => (own.mutedUntil ?? 0) <= now && !own.request);
    this.out.unread.set(heard.reduce((sum, row) => sum + row.unread, 0));
  }

  private rowOf(record: ChatRecord): ChatRow | undefined {
    const { model, me } = this;
    const overlay = OptimisticView.of(record, model.actions, me);
    const pending = model.outbox.findLast((row) => row.chatId === record.id);
    if (overlay.removed && !pending) return undefined;
    const chat = { ...record, ...overlay.pins(record) };
    const peerId = chat.members.find((member) => member.userId !== me)?.userId;
    return {
      chat,
      peer: chat.kind === 'direct' && peerId ? (model.users.get(peerId) ?? null) : null,
      last: pending ? showPending(pending, me) : this.lastOf(record, overlay),
      draft: model.draft(chat.id).text,
      own: overlay.own,
      unread: chat.unread,
      mentions: chat.mentions,
      typing: this.hooks.typing(chat.id),
    };
  }

  private lastOf(chat: ChatRecord, overlay: OptimisticView): TimelineMessage | null {
    const last = overlay.last(chat.last);
    return last && showStored(last, othersReceipts(chat), this.me);
  }
}

/** The pinned ones in their order, then by activity. */
function inOrder(a: ChatRow, b: ChatRow): number {
  const [first, second] = [a.own.pinned ?? Infinity, b.own.pinned ?? Infinity];
  if (first !== second) return first - second;
  return timeOf(b) - timeOf(a) || (a.chat.id < b.chat.id ? -1 : 1);
}

function timeOf({ chat, last }: ChatRow): number {
  return Math.max(chat.lastAt, last?.createdAt ?? 0);
}

import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import type { Writable } from '../core/store.ts';
import type { Model } from './model.ts';
import { OptimisticView } from './optimistic.ts';
import { readOthersReceipts, showPending, showStored } from './shown-message.ts';

type Hooks = { now(): number; listTyping(chatId: string): string[] };

/** Rows of the list of chats: made again where a chat has changed, the same objects where it has not. */
export class ChatList {
  private readonly rows = new Map<string, ChatRow>();
  private readonly stale = new Set<string>();
  /** The chat of each pending action: the change that ends an action names only its id. */
  private readonly chatOfAction = new Map<string, string>();
  private scheduled = false;
  private closed = false;
  private readonly stop: () => void;

  constructor(
    private readonly model: Model,
    private readonly me: string,
    private readonly hooks: Hooks,
    private readonly out: { chats: Writable<ChatRow[] | undefined>; unread: Writable<number> },
  ) {
    this.stop = model.watch((change) => this.handleChange(change));
    for (const id of model.chats.keys()) this.touch(id);
    for (const action of model.actions) this.chatOfAction.set(action.id, action.chatId);
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

  private handleChange(change: LocalChange): void {
    for (const chat of change.chats ?? []) this.touch(chat.id);
    for (const id of [...(change.gone ?? []), ...(change.draftsStored ?? [])]) this.touch(id);
    for (const draft of change.drafts ?? []) this.touch(draft.chatId);
    for (const row of change.outbox ?? []) this.touch(row.chatId);
    for (const { id, chatId } of change.actions ?? []) {
      this.chatOfAction.set(id, chatId);
      this.touch(chatId);
    }
    for (const id of change.actionsAnswered ?? []) {
      this.touch(this.chatOfAction.get(id) ?? '');
      this.chatOfAction.delete(id);
    }
    const left = new Set(change.leftOutbox);
    const users = new Set(change.users?.map((user) => user.id));
    if (left.size + users.size === 0) return;
    // What their names and pictures stand in is drawn anew: bubbles of a group, too.
    for (const { chat, last } of this.rows.values())
      if (
        chat.members.some(({ userId }) => users.has(userId)) ||
        (last && (left.has(last.clientId) || users.has(last.senderId)))
      )
        this.touch(chat.id);
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
    this.out.chats.set(rows.sort(compareRows));
    const now = serverNow(this.hooks.now());
    const counted = rows.filter(
      ({ settings }) => (settings.mutedUntil ?? 0) <= now && !settings.request,
    );
    this.out.unread.set(counted.reduce((sum, row) => sum + row.unread, 0));
  }

  private rowOf(record: ChatRecord): ChatRow | undefined {
    const { model, me } = this;
    const overlay = OptimisticView.of(record, model.actions, me);
    const pending = model.outbox.findLast((row) => row.chatId === record.id);
    if (overlay.removed && !pending) return undefined;
    const chat = { ...record, ...overlay.applyToPins(record) };
    const peerId = chat.members.find((member) => member.userId !== me)?.userId;
    return {
      chat,
      peer: chat.kind === 'direct' && peerId ? (model.users.get(peerId) ?? null) : null,
      last: pending ? showPending(pending, me) : this.lastOf(record, overlay),
      draft: model.getDraft(chat.id).text,
      settings: overlay.settings,
      unread: chat.unread,
      mentions: chat.mentions,
      typing: this.hooks.listTyping(chat.id),
    };
  }

  private lastOf(chat: ChatRecord, overlay: OptimisticView): TimelineMessage | null {
    const last = overlay.findLast(chat.last);
    return last && showStored(last, readOthersReceipts(chat), this.me);
  }
}

/** The pinned ones in their order, then by activity. */
function compareRows(a: ChatRow, b: ChatRow): number {
  const [first, second] = [a.settings.pinned ?? Infinity, b.settings.pinned ?? Infinity];
  if (first !== second) return first - second;
  return timeOf(b) - timeOf(a) || (a.chat.id < b.chat.id ? -1 : 1);
}

function timeOf({ chat, last }: ChatRow): number {
  return Math.max(chat.lastAt, last?.createdAt ?? 0);
}

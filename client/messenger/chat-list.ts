import type { Change } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import type { Writable } from '../core/store.ts';
import type { Model } from './model.ts';
import { othersMarks, showPending, showStored } from './ticks.ts';

/** Rows of the list of chats: made anew where something changed, the same objects where nothing did. */
export class ChatList {
  private readonly rows = new Map<string, ChatRow>();
  private readonly stale = new Set<string>();
  private scheduled = false;
  private closed = false;
  private readonly stop: () => void;

  constructor(
    private readonly model: Model,
    private readonly me: string,
    private readonly typing: (chatId: string) => string[],
    private readonly out: { chats: Writable<ChatRow[] | undefined>; unread: Writable<number> },
  ) {
    this.stop = model.watch((change) => this.changed(change));
    for (const id of model.chats.keys()) this.touch(id);
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

  private changed(change: Change): void {
    for (const chat of change.chats ?? []) this.touch(chat.id);
    for (const id of change.gone ?? []) this.touch(id);
    for (const draft of change.drafts ?? []) this.touch(draft.chatId);
    for (const row of change.outbox ?? []) this.touch(row.chatId);
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
      if (chat) this.rows.set(id, this.rowOf(chat));
      else this.rows.delete(id);
    }
    this.stale.clear();
    const rows = [...this.rows.values()];
    this.out.chats.set(
      rows.sort((a, b) => timeOf(b) - timeOf(a) || (a.chat.id < b.chat.id ? -1 : 1)),
    );
    this.out.unread.set(rows.reduce((sum, row) => sum + row.unread, 0));
  }

  private rowOf(chat: ChatRecord): ChatRow {
    const { model, me } = this;
    const peerId = chat.members.find((member) => member.userId !== me)?.userId;
    return {
      chat,
      peer: chat.kind === 'direct' && peerId ? (model.users.get(peerId) ?? null) : null,
      last: this.lastOf(chat),
      draft: model.drafts.get(chat.id) ?? '',
      unread: chat.unread,
      typing: this.typing(chat.id),
    };
  }

  private lastOf(chat: ChatRecord): TimelineMessage | null {
    const pending = this.model.outbox.findLast((row) => row.chatId === chat.id);
    if (pending) return showPending(pending, this.me);
    return chat.last && showStored(chat.last, othersMarks(chat, this.me), this.me);
  }
}

function timeOf({ chat, last }: ChatRow): number {
  return Math.max(chat.lastAt, last?.createdAt ?? 0);
}

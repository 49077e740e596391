import type { Chat, ChatSettings } from '../../../../protocol/chats.ts';
import type { Reaction } from '../../../../protocol/entities.ts';
import { isOtherEpoch } from '../../../../protocol/epoch.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import type { Message, ReceiptReply } from '../../../../protocol/messages.ts';
import { isHidden, isRemoved } from '../../../../protocol/rules/chat-settings.ts';
import { isCounted } from '../../../../protocol/rules/messages.ts';
import type { ChatDelta, CursorEntry } from '../../../../protocol/sync.ts';

export type ServerMember = {
  delivered: number;
  read: number;
  list: number;
  own: ChatSettings;
  /** Off their list as long as nothing above it comes. */
  removed: number | null;
};

const OWN: ChatSettings = {
  role: 'member',
  mutedUntil: null,
  pinned: null,
  archived: false,
  unreadMark: false,
  cleared: 0,
  hidden: [],
  draft: null,
  request: false,
  blocked: false,
};

/** A chat as the server keeps it (server/sync/delta.ts and server/messages say the same about a real one). */
export class ServerChat {
  messages: Message[] = [];
  rev = 0;
  marks = 0;
  title: string | null = null;
  readonly members = new Map<string, ServerMember>();
  private readonly left = new Map<string, number>();
  /** Who reacted how, by `seq`. */
  readonly reactions = new Map<number, Map<string, string[]>>();

  constructor(
    readonly id: string,
    readonly kind: Chat['kind'],
    memberIds: readonly string[],
    readonly createdAt: number,
  ) {
    for (const userId of memberIds) this.enter(userId, 'member');
  }

  /** Once more: their settings are as new, and their counter goes on. */
  enter(userId: string, role: ChatSettings['role']): void {
    const list = (this.left.get(userId) ?? 0) + 1;
    const read = this.lastSeq;
    this.members.set(userId, { delivered: read, read, list, own: { ...OWN, role }, removed: null });
  }

  leave(userId: string): number {
    const list = (this.members.get(userId)?.list ?? 0) + 1;
    this.members.delete(userId);
    this.left.set(userId, list);
    return list;
  }

  get lastSeq(): number {
    return this.messages.length;
  }

  add(senderId: string, clientId: string, text: string, createdAt: number, more = {}): Message {
    const message: Message = {
      chatId: this.id,
      seq: this.lastSeq + 1,
      senderId,
      clientId,
      kind: 'text',
      text,
      createdAt,
      editedAt: null,
      deletedAt: null,
      rev: 0,
      ...more,
    };
    this.messages.push(onWire(message));
    this.rev += 1;
    return onWire(message);
  }

  edit(seq: number, text: string): Message {
    return this.change(seq, { text });
  }

  /** Takes the next `rev`. */
  change(seq: number, to: Partial<Message>): Message {
    const held = this.messages[seq - 1];
    if (!held) throw new Error(`no message ${seq}`);
    const message = onWire({ ...held, ...to, rev: ++this.rev });
    this.messages[seq - 1] = message;
    return message;
  }

  react(seq: number, userId: string, emojis: string[]): Message {
    const all = this.reactions.get(seq) ?? new Map<string, string[]>();
    this.reactions.set(seq, all.set(userId, emojis));
    const reactions: Reaction[] = [];
    for (const emoji of new Set([...all.values()].flat())) {
      const by = [...all].filter(([, chosen]) => chosen.includes(emoji)).map(([id]) => id);
      reactions.push({ emoji, count: by.length, by });
    }
    return this.change(seq, { reactions: reactions.length > 0 ? reactions : undefined });
  }

  /** As this person sees it; undefined when they do not. */
  shown(userId: string, seq: number): Message | undefined {
    const own = this.members.get(userId)?.own;
    const message = this.messages[seq - 1];
    if (!own || !message || isHidden(own, seq)) return undefined;
    const mine = message.deletedAt === null ? this.reactions.get(seq)?.get(userId) : undefined;
    return mine?.length ? { ...message, mine } : message;
  }

  seen(userId: string): Message[] {
    return this.messages.flatMap(({ seq }) => this.shown(userId, seq) ?? []);
  }

  mark(userId: string, to: { delivered: number; read: number }): ReceiptReply & { moved: boolean } {
    const member = this.members.get(userId);
    if (!member) throw new Error(`${userId} is not in ${this.id}`);
    const read = Math.max(member.read, Math.min(to.read, this.lastSeq));
    const delivered = Math.max(member.delivered, Math.min(to.delivered, this.lastSeq), read);
    const moved = read > member.read || delivered > member.delivered;
    const quiet = moved && this.kind === 'group' && !this.raises(userId, { delivered, read });
    if (quiet) member.list += 1;
    else if (moved) this.marks += 1;
    Object.assign(member, { delivered, read });
    const list = quiet ? { list: member.list } : {};
    const counted = { unread: this.unread(userId), unreadAt: this.rev };
    return { delivered, read, marks: this.marks, moved, ...counted, ...list };
  }

  /** Only what raises somebody's `reached` is for the others. */
  private raises(userId: string, to: { delivered: number; read: number }): boolean {
    const others = [...this.members].filter(([id]) => id !== userId).map(([, member]) => member);
    const ahead = (key: 'delivered' | 'read') =>
      others.filter((member) => member[key] >= to[key]).length;
    const held = this.members.get(userId) ?? { delivered: 0, read: 0 };
    return (
      (to.delivered > held.delivered && ahead('delivered') < 2) ||
      (to.read > held.read && ahead('read') < 2)
    );
  }

  unread(userId: string): number {
    const read = this.members.get(userId)?.read ?? 0;
    return this.seen(userId).filter((m) => m.seq > read && isCounted(m, userId)).length;
  }

  view(userId: string): Chat {
    const pinned = this.seen(userId).filter((m) => m.pinnedAt !== undefined);
    const newest = pinned.toSorted(
      (a, b) => (b.pinnedAt ?? 0) - (a.pinnedAt ?? 0) || b.seq - a.seq,
    );
    const others = [...this.members].filter(([id]) => id !== userId).map(([, member]) => member);
    return {
      id: this.id,
      kind: this.kind,
      title: this.title,
      createdAt: this.createdAt,
      lastAt: this.messages.at(-1)?.createdAt ?? this.createdAt,
      lastSeq: this.lastSeq,
      rev: this.rev,
      marks: this.marks,
      list: this.members.get(userId)?.list ?? 0,
      unread: this.unread(userId),
      mentions: 0,
      about: '',
      rights: { addPeople: true, changeInfo: true, pin: true, write: true },
      memberCount: this.members.size,
      members: [...this.members].map(([id, { delivered, read, own }]) => ({
        userId: id,
        role: own.role,
        delivered,
        read,
      })),
      reached: {
        delivered: Math.max(0, ...others.map((member) => member.delivered)),
        read: Math.max(0, ...others.map((member) => member.read)),
      },
      pin: newest[0]?.seq ?? null,
      pins: pinned.length,
      own: this.members.get(userId)?.own ?? OWN,
      last: this.seen(userId).at(-1) ?? null,
    };
  }

  /** On this person's list. */
  lists(userId: string): boolean {
    const member = this.members.get(userId);
    return member !== undefined && !isRemoved({ ...member, lastSeq: this.lastSeq });
  }

  /** Undefined when the device has it all. */
  delta(userId: string, entry: CursorEntry | undefined): ChatDelta | undefined {
    const chat = this.view(userId);
    if (entry && [chat.lastSeq, chat.rev, chat.marks, chat.list].join() === entry.join()) return;
    const [seq, rev] = entry ?? [0, 0];
    const seen = this.seen(userId);
    const head = { chat, messages: seen.slice(-LIMITS.syncHead), reset: true };
    const added = chat.lastSeq - seq;
    const changes = chat.rev - rev - added;
    if (added < 0 || changes < 0 || (entry && isOtherEpoch(changes)))
      return { ...head, stale: true };
    const changed = entry ? seen.filter((m) => m.seq <= seq && m.rev > rev) : [];
    if (changed.length > LIMITS.syncGap) return { ...head, stale: true };
    const reset = added > (entry ? LIMITS.syncGap : LIMITS.syncHead);
    const news = reset ? head.messages : seen.slice().filter((m) => m.seq > seq);
    return { chat, messages: [...changed, ...news], reset };
  }
}

/** Optional fields are absent when empty. */
function onWire(message: Message): Message {
  return JSON.parse(JSON.stringify(message)) as Message;
}

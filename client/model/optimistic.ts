import type { ChatSettings } from '../../protocol/chats.ts';
import type { Reaction } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { toTombstone } from '../../protocol/rules/messages.ts';
import type { ActionRow, PendingAction } from '../core/local-db/pending-action.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/**
 * Shows what the server has said, with the pending actions drawn over it. A refused action is undone by leaving it out.
 */
export class OptimisticView {
  private constructor(
    private readonly rows: readonly ActionRow[],
    private readonly me: string,
    readonly own: ChatSettings,
    /** The chat is on its way off the list. */
    readonly removed: boolean,
  ) {}

  static of(chat: ChatRecord, rows: readonly ActionRow[], me: string): OptimisticView {
    const mine = rows.filter((row) => row.chatId === chat.id || concerns(chat, row.wish));
    const own = mine.reduce((before, { wish }) => wished(before, wish), chat.own);
    const removed = mine.some(
      ({ wish }) => wish.do === 'clear' && wish.remove && wish.seq >= chat.lastSeq,
    );
    return new OptimisticView(mine, me, own, removed);
  }

  isHidden(seq: number): boolean {
    return isHidden(this.own, seq);
  }

  /** Changes when the message looks different because of a pending action. */
  key(seq: number): string {
    return this.of(seq)
      .map(({ id }) => id)
      .join();
  }

  /** Returns the same object when no pending action concerns it. */
  message(message: Message): Message {
    return this.of(message.seq).reduce((before, row) => changed(before, row, this.me), message);
  }

  /** The bar of pins, with pending actions. */
  pins({ pin, pins }: Pick<ChatRecord, 'pin' | 'pins'>): Pick<ChatRecord, 'pin' | 'pins'> {
    let bar = { pin, pins };
    for (const { wish } of this.rows) {
      if (wish.do !== 'pin') continue;
      if (wish.on && bar.pin !== wish.seq) bar = { pin: wish.seq, pins: bar.pins + 1 };
      if (!wish.on && bar.pin === wish.seq) bar = { pin: null, pins: Math.max(0, bar.pins - 1) };
    }
    return bar;
  }

  /** The newest message that is shown. */
  last(last: Message | null): Message | null {
    if (last === null || !this.isHidden(last.seq)) return last && this.message(last);
    const removal = this.rows.findLast(
      ({ wish }) => wish.do === 'remove' && wish.last !== undefined,
    );
    const before = removal?.wish.do === 'remove' ? (removal.wish.last ?? null) : null;
    return before && !this.isHidden(before.seq) ? this.message(before) : null;
  }

  private of(seq: number): ActionRow[] {
    return this.rows.filter(({ wish }) => {
      if (wish.do === 'remove') return wish.everyone && wish.seqs.includes(seq);
      return (wish.do === 'edit' || wish.do === 'react' || wish.do === 'pin') && wish.seq === seq;
    });
  }
}

function concerns(chat: ChatRecord, wish: PendingAction): boolean {
  if (wish.do !== 'block' || chat.kind !== 'direct') return false;
  return chat.members.some((member) => member.userId === wish.userId);
}

function wished(own: ChatSettings, wish: PendingAction): ChatSettings {
  switch (wish.do) {
    case 'own':
      return { ...own, ...wish.change };
    case 'remove':
      return wish.everyone ? own : { ...own, hidden: [...own.hidden, ...wish.seqs] };
    case 'clear':
      return { ...own, cleared: Math.max(own.cleared, wish.seq) };
    case 'accept':
      return { ...own, request: false };
    case 'block':
      return { ...own, blocked: wish.on };
    default:
      return own;
  }
}

/** A deleted message stays deleted, whatever else is pending. */
function changed(message: Message, { wish, at }: ActionRow, me: string): Message {
  if (message.deletedAt !== null) return message;
  switch (wish.do) {
    case 'edit': {
      const { text, entities } = wish;
      return {
        ...message,
        text,
        entities: entities.length > 0 ? entities : undefined,
        editedAt: at,
      };
    }
    case 'remove':
      return toTombstone(message, at, message.rev);
    case 'react':
      return reacted(message, wish.emojis, me);
    case 'pin':
      return { ...message, pinnedAt: wish.on ? (message.pinnedAt ?? at) : undefined };
    default:
      return message;
  }
}

function reacted(message: Message, emojis: string[], me: string): Message {
  const before = new Set(message.mine);
  const reactions: Reaction[] = [];
  for (const reaction of message.reactions ?? []) {
    const mine = before.has(reaction.emoji);
    const now = emojis.includes(reaction.emoji);
    const count = reaction.count + Number(now) - Number(mine);
    const others = reaction.by.filter((id) => id !== me);
    if (count > 0) reactions.push({ ...reaction, count, by: now ? [...others, me] : others });
  }
  const known = new Set(reactions.map(({ emoji }) => emoji));
  for (const emoji of emojis) if (!known.has(emoji)) reactions.push({ emoji, count: 1, by: [me] });
  return { ...message, mine: emojis, reactions: reactions.length > 0 ? reactions : undefined };
}

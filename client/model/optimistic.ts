import type { ChatSettings } from '../../protocol/chats.ts';
import type { Reaction } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { toTombstone, withPlayed } from '../../protocol/rules/messages.ts';
import type { ActionRow, PendingAction } from '../core/local-db/pending-action.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/**
 * Shows what the server has said, with the pending actions drawn over it. A refused action is undone by leaving it out.
 */
export class OptimisticView {
  private constructor(
    private readonly rows: readonly ActionRow[],
    private readonly me: string,
    readonly settings: ChatSettings,
    /** The chat is on its way off the list. */
    readonly removed: boolean,
  ) {}

  static of(chat: ChatRecord, rows: readonly ActionRow[], me: string): OptimisticView {
    const mine = rows.filter((row) => row.chatId === chat.id || concernsChat(chat, row.action));
    const settings = mine.reduce(
      (before, { action }) => applyToSettings(before, action),
      chat.settings,
    );
    const removed = mine.some(
      ({ action }) => action.do === 'clear' && action.remove && action.seq >= chat.lastSeq,
    );
    return new OptimisticView(mine, me, settings, removed);
  }

  isHidden(seq: number): boolean {
    return isHidden(this.settings, seq);
  }

  /** Changes when the message looks different because of a pending action. */
  keyOf(seq: number): string {
    return this.findActions(seq)
      .map(({ id }) => id)
      .join();
  }

  /** Returns the same object when no pending action concerns it. */
  applyToCopy(message: Message): Message {
    return this.findActions(message.seq).reduce(
      (before, row) => applyToMessage(before, row, this.me),
      message,
    );
  }

  /** The bar of pins, with pending actions. */
  applyToPins({
    pinnedSeq,
    pinCount,
  }: Pick<ChatRecord, 'pinnedSeq' | 'pinCount'>): Pick<ChatRecord, 'pinnedSeq' | 'pinCount'> {
    let bar = { pinnedSeq, pinCount };
    for (const { action } of this.rows) {
      if (action.do !== 'pin') continue;
      if (action.on && bar.pinnedSeq !== action.seq)
        bar = { pinnedSeq: action.seq, pinCount: bar.pinCount + 1 };
      if (!action.on && bar.pinnedSeq === action.seq)
        bar = { pinnedSeq: null, pinCount: Math.max(0, bar.pinCount - 1) };
    }
    return bar;
  }

  /** The newest message that is shown. */
  findLast(last: Message | null): Message | null {
    if (last === null || !this.isHidden(last.seq)) return last && this.applyToCopy(last);
    const removal = this.rows.findLast(
      ({ action }) => action.do === 'remove' && action.last !== undefined,
    );
    const before = removal?.action.do === 'remove' ? (removal.action.last ?? null) : null;
    return before && !this.isHidden(before.seq) ? this.applyToCopy(before) : null;
  }

  private findActions(seq: number): ActionRow[] {
    return this.rows.filter(({ action }) => {
      if (action.do === 'remove') return action.everyone && action.seqs.includes(seq);
      return (
        (action.do === 'edit' || action.do === 'react' || action.do === 'pin') && action.seq === seq
      );
    });
  }
}

function concernsChat(chat: ChatRecord, action: PendingAction): boolean {
  if (action.do !== 'block' || chat.kind !== 'direct') return false;
  return chat.members.some((member) => member.userId === action.userId);
}

function applyToSettings(settings: ChatSettings, action: PendingAction): ChatSettings {
  switch (action.do) {
    case 'settings':
      return { ...settings, ...action.change };
    case 'remove':
      return action.everyone
        ? settings
        : { ...settings, hidden: [...settings.hidden, ...action.seqs] };
    case 'markPlayed':
      return { ...settings, played: withPlayed(settings.played, action.seq) };
    case 'clear':
      return { ...settings, cleared: Math.max(settings.cleared, action.seq) };
    case 'accept':
      return { ...settings, request: false };
    case 'block':
      return { ...settings, blocked: action.on };
    default:
      return settings;
  }
}

/** A deleted message stays deleted, whatever else is pending. */
function applyToMessage(message: Message, { action, at }: ActionRow, me: string): Message {
  if (message.deletedAt !== null) return message;
  switch (action.do) {
    case 'edit': {
      const { text, entities } = action;
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
      return withReactions(message, action.emojis, me);
    case 'pin':
      return { ...message, pinnedAt: action.on ? (message.pinnedAt ?? at) : undefined };
    default:
      return message;
  }
}

function withReactions(message: Message, emojis: string[], me: string): Message {
  const before = new Set(message.ownReactions);
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
  return {
    ...message,
    ownReactions: emojis,
    reactions: reactions.length > 0 ? reactions : undefined,
  };
}

import type { Reaction } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { type Actions, ApiError, type TimelineMessage } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import { me } from './fake-data.ts';
import type { FakeHistory } from './fake-history.ts';
import { fakeMessage, toWire } from './fake-message.ts';

type Chats = { history(chatId: string): FakeHistory };
type Call = [name: string, ...args: unknown[]];

/** Changes what is in memory, at once, and keeps what was asked. */
export class FakeActions implements Actions {
  readonly refused = new Writable<ReturnType<Actions['refused']['get']>>(null);
  readonly calls: Call[] = [];
  /** Positions of messages that cannot be fetched. */
  readonly unreachable = new Set<number>();

  constructor(private readonly chats: Chats) {}

  async edit(...[chatId, seq, text, entities]: Parameters<Actions['edit']>) {
    this.calls.push(['edit', chatId, seq, text, entities]);
    this.chats.history(chatId).change(seq, { text, entities, editedAt: Date.now() });
  }

  async remove(...[chatId, seqs, everyone]: Parameters<Actions['remove']>) {
    this.calls.push(['remove', chatId, seqs, everyone]);
    const history = this.chats.history(chatId);
    const gone = { text: '', entities: [], reactions: [], deletedAt: Date.now() };
    if (everyone) for (const seq of seqs) history.change(seq, gone);
    else history.hide(seqs);
    return async () => false;
  }

  async react(...[chatId, seq, ownReactions]: Parameters<Actions['react']>) {
    this.calls.push(['react', chatId, seq, ownReactions]);
    const history = this.chats.history(chatId);
    const message = history.at(seq);
    if (message)
      history.change(seq, { ownReactions, reactions: countReactions(message, ownReactions) });
  }

  async pin(...[chatId, seq, on]: Parameters<Actions['pin']>) {
    this.calls.push(['pin', chatId, seq, on]);
    this.chats.history(chatId).change(seq, { pinnedAt: on ? Date.now() : undefined });
  }

  async markPlayed(...[chatId, seq]: Parameters<Actions['markPlayed']>) {
    this.calls.push(['markPlayed', chatId, seq]);
    this.chats.history(chatId).change(seq, { played: true });
  }

  async forward(...[from, to]: Parameters<Actions['forward']>) {
    this.calls.push(['forward', from, to]);
    for (const seq of from.seqs) {
      const message = this.chats.history(from.chatId).at(seq);
      if (!message) continue;
      const { text, entities, senderId, createdAt } = message;
      const forward = { userId: from.author ? senderId : null, at: createdAt };
      const copy = { senderId: me.id, mine: true, state: 'sent' as const, text, entities, forward };
      for (const chatId of to) this.chats.history(chatId).arrive(fakeMessage({ chatId, ...copy }));
    }
  }

  async setChatSettings() {}

  async markRead() {}
  async clear() {}
  async accept() {}
  async block() {}

  async findMessage(chatId: string, seq: number): Promise<Message | null> {
    if (this.unreachable.has(seq)) throw new ApiError('offline');
    const message = this.chats.history(chatId).at(seq);
    return message ? toWire(message) : null;
  }
}

function countReactions(
  { reactions = [], ownReactions = [] }: TimelineMessage,
  next: string[],
): Reaction[] {
  const all = new Set([...reactions.map(({ emoji }) => emoji), ...next]);
  return [...all].flatMap((emoji) => {
    const old = reactions.find((one) => one.emoji === emoji);
    const count =
      (old?.count ?? 0) + Number(next.includes(emoji)) - Number(ownReactions.includes(emoji));
    const by = (old?.by ?? []).filter((id) => id !== me.id);
    return count > 0 ? [{ emoji, count, by: next.includes(emoji) ? [me.id, ...by] : by }] : [];
  });
}

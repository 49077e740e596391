import type { Reaction } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Actions, TimelineMessage } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import { me } from './fake-data.ts';

type Lists = {
  of(chatId: string): Writable<TimelineMessage[]>;
  send(chatId: string, text: string, more: Partial<TimelineMessage>): Promise<void>;
};

/** Changes what is in memory, at once. */
export class FakeActions implements Actions {
  readonly refused = new Writable<ReturnType<Actions['refused']['get']>>(null);

  constructor(private readonly lists: Lists) {}

  async edit(chatId: string, seq: number, text: string, entities: TimelineMessage['entities']) {
    this.change(chatId, seq, () => ({ text, entities, editedAt: Date.now() }));
  }

  async remove(chatId: string, seqs: number[], everyone: boolean) {
    if (!everyone) {
      const list = this.lists.of(chatId);
      list.set(list.get().filter((one) => !seqs.includes(one.seq)));
      return async () => false;
    }
    const gone = { text: '', entities: [], reactions: [], deletedAt: Date.now() };
    for (const seq of seqs) this.change(chatId, seq, () => gone);
    return async () => false;
  }

  async react(chatId: string, seq: number, chosen: string[]) {
    this.change(chatId, seq, (message) => ({
      chosen,
      reactions: counted(message, chosen),
    }));
  }

  async pin(chatId: string, seq: number, on: boolean) {
    this.change(chatId, seq, () => ({ pinnedAt: on ? Date.now() : undefined }));
  }

  async forward(from: { chatId: string; seqs: number[]; author: boolean }, to: string[]) {
    const messages = this.lists.of(from.chatId).get();
    for (const { seq, text, entities, senderId, createdAt } of messages) {
      if (!from.seqs.includes(seq)) continue;
      const forward = { userId: from.author ? senderId : null, at: createdAt };
      for (const chatId of to) await this.lists.send(chatId, text, { entities, forward });
    }
  }

  async setChatSettings() {}

  async markRead() {}
  async clear() {}
  async accept() {}
  async block() {}

  async message(chatId: string, seq: number): Promise<Message | null> {
    return this.wire(chatId).find((one) => one.seq === seq) ?? null;
  }

  private wire(chatId: string): Message[] {
    return this.lists
      .of(chatId)
      .get()
      .map(({ mine: _, ...message }) => message);
  }

  private change(
    chatId: string,
    seq: number,
    change: (message: TimelineMessage) => Partial<TimelineMessage>,
  ): void {
    const list = this.lists.of(chatId);
    list.set(list.get().map((one) => (one.seq === seq ? { ...one, ...change(one) } : one)));
  }
}

function counted({ reactions = [], chosen = [] }: TimelineMessage, next: string[]): Reaction[] {
  const all = new Set([...reactions.map(({ emoji }) => emoji), ...next]);
  return [...all].flatMap((emoji) => {
    const old = reactions.find((one) => one.emoji === emoji);
    const count = (old?.count ?? 0) + Number(next.includes(emoji)) - Number(chosen.includes(emoji));
    const by = (old?.by ?? []).filter((id) => id !== me.id);
    return count > 0 ? [{ emoji, count, by: next.includes(emoji) ? [me.id, ...by] : by }] : [];
  });
}

import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { type Actions, ApiError, type ChatSettingsChange } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { Refused } from '../model/live.ts';
import { OptimisticView } from '../model/optimistic.ts';
import { editUnsent, forgetLeft } from '../outbox/actions.ts';
import { mustFitEntities } from '../outbox/formatting.ts';
import { enqueue, type OutgoingDraft, toOutgoing } from '../outbox/rows.ts';
import type { ClientSession } from '../session/session.ts';

/**
 * What changes messages and chats: stored as a pending action, drawn over what the server has said, and sent when the
 * server can be reached.
 */
export class SessionActions implements Actions {
  readonly refused = new Writable<Refused | null>(null);

  constructor(private readonly current: () => ClientSession) {}

  /** `seq` 0 with `clientId`: a message that is still in the outbox. */
  async edit(
    chatId: string,
    seq: number,
    text: string,
    entities: Entity[],
    clientId = '',
  ): Promise<void> {
    mustFitEntities(entities);
    const session = this.current();
    if (seq === 0) {
      const { db, env } = session;
      session.publish(await editUnsent(db, env, { chatId, clientId }, { text, entities }));
      return;
    }
    const said = toOutgoing(chatId, text, { entities });
    const wish = { seq, text: said.text, entities: said.entities ?? [] };
    await session.wish(chatId, { do: 'edit', ...wish });
  }

  async remove(
    chatId: string,
    seqs: number[],
    everyone: boolean,
    undoMs = 0,
  ): Promise<() => Promise<boolean>> {
    const session = this.current();
    const id = await session.wish(chatId, { do: 'remove', seqs, everyone }, undoMs);
    return () => session.takeBack(id);
  }

  async react(chatId: string, seq: number, emojis: string[]): Promise<void> {
    await this.current().wish(chatId, { do: 'react', seq, emojis });
  }

  async pin(chatId: string, seq: number, on: boolean): Promise<void> {
    await this.current().wish(chatId, { do: 'pin', seq, on });
  }

  async forward(
    from: { chatId: string; seqs: number[]; author: boolean },
    to: string[],
  ): Promise<void> {
    const session = this.current();
    const { chatId, author } = from;
    const copies: Omit<OutgoingDraft, 'chatId'>[] = [];
    for (const seq of from.seqs) {
      // What it says only the server needs to know.
      const message = await this.message(chatId, seq).catch(() => null);
      const shown = message ? toShown(message, author) : undefined;
      copies.push({ text: '', forward: { chatId, seq, author }, shown });
    }
    const drafts = to.flatMap((target) => copies.map((copy) => ({ ...copy, chatId: target })));
    session.publish(await enqueue(session.db, session.env, drafts));
  }

  async setChatSettings(chatId: string, change: ChatSettingsChange): Promise<void> {
    await this.current().wish(chatId, { do: 'own', change });
  }

  async markRead(chatId: string): Promise<void> {
    const session = this.current();
    const chat = session.model.chats.get(chatId);
    if (!chat) return;
    await session.call('read', { chatId, seq: chat.lastSeq });
    const { unreadMark } = OptimisticView.of(chat, session.model.actions, session.me).own;
    if (unreadMark) await session.wish(chatId, { do: 'own', change: { unreadMark: false } });
  }

  async clear(chatId: string, remove: boolean): Promise<void> {
    const session = this.current();
    const chat = session.model.chats.get(chatId);
    if (!chat) return;
    if (chat.left) session.publish(await forgetLeft(session.db, chatId));
    else await session.wish(chatId, { do: 'clear', seq: chat.lastSeq, remove });
  }

  async accept(chatId: string): Promise<void> {
    await this.current().wish(chatId, { do: 'accept' });
  }

  async block(userId: string, on: boolean): Promise<void> {
    const session = this.current();
    await session.wish(session.model.direct(userId)?.id ?? '', { do: 'block', userId, on });
  }

  /** null when it is hidden or does not exist; rejects when it cannot be fetched now. */
  async message(chatId: string, seq: number): Promise<Message | null> {
    const session = this.current();
    const chat = session.model.chats.get(chatId);
    if (!chat || seq < 1 || isHidden(chat.own, seq)) return null;
    const read = () => session.db.read(['messages'], (tx) => tx.get('messages', [chatId, seq]));
    let held = await read();
    if (!held) {
      await session.call('history', { chatId, around: seq, limit: 1 });
      held = await read();
    }
    if (!held) return null;
    const overlay = OptimisticView.of(chat, session.model.actions, session.me);
    return overlay.isHidden(seq) ? null : overlay.message(held);
  }
}

/** As the server will copy it. */
function toShown(message: Message, author: boolean): OutgoingDraft['shown'] {
  if (message.deletedAt !== null || message.kind !== 'text') throw new ApiError('deleted');
  const { text, entities } = message;
  const first = message.forward ?? { userId: message.senderId, at: message.createdAt };
  return { text, entities, forward: { userId: author ? first.userId : null, at: first.at } };
}

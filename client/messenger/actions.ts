import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { isPlayedIn } from '../../protocol/rules/messages.ts';
import { type Actions, ApiError, type ChatSettingsChange } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { Refused } from '../model/live.ts';
import { OptimisticView } from '../model/optimistic.ts';
import { editUnsent, forgetLeft } from '../outbox/actions.ts';
import { enqueue, mustFitEntities, type OutgoingDraft, toOutgoing } from '../outbox/rows.ts';
import type { ClientSession } from '../session/session.ts';

/**
 * What changes messages and chats: stored as a pending action, drawn over what the server has said, and sent when the
 * server can be reached.
 */
export class SessionActions implements Actions {
  readonly refused = new Writable<Refused | null>(null);

  constructor(private readonly getSession: () => ClientSession) {}

  /** `seq` 0 with `clientId`: a message that is still in the outbox. */
  async edit(
    chatId: string,
    seq: number,
    text: string,
    entities: Entity[],
    clientId = '',
  ): Promise<void> {
    mustFitEntities(entities);
    const session = this.getSession();
    if (seq === 0) {
      const { db, env } = session;
      session.publish(await editUnsent(db, env, { chatId, clientId }, { text, entities }));
      return;
    }
    const said = toOutgoing(chatId, text, { entities });
    const edited = { seq, text: said.text, entities: said.entities ?? [] };
    await session.addAction(chatId, { do: 'edit', ...edited });
  }

  async remove(
    chatId: string,
    seqs: number[],
    everyone: boolean,
    undoMs = 0,
  ): Promise<() => Promise<boolean>> {
    const session = this.getSession();
    const id = await session.addAction(chatId, { do: 'remove', seqs, everyone }, undoMs);
    return () => session.cancelAction(id);
  }

  async react(chatId: string, seq: number, emojis: string[]): Promise<void> {
    await this.getSession().addAction(chatId, { do: 'react', seq, emojis });
  }

  async pin(chatId: string, seq: number, on: boolean): Promise<void> {
    await this.getSession().addAction(chatId, { do: 'pin', seq, on });
  }

  async markPlayed(chatId: string, seq: number): Promise<void> {
    const session = this.getSession();
    const chat = session.model.chats.get(chatId);
    if (!chat) return;
    const { settings } = OptimisticView.of(chat, session.model.actions, session.me);
    if (!isPlayedIn(settings.played, seq))
      await session.addAction(chatId, { do: 'markPlayed', seq });
  }

  async forward(
    from: { chatId: string; seqs: number[]; author: boolean },
    to: string[],
  ): Promise<void> {
    const session = this.getSession();
    const { chatId, author } = from;
    const copies: Omit<OutgoingDraft, 'chatId'>[] = [];
    for (const seq of from.seqs) {
      // What it says only the server needs to know.
      const message = await this.findMessage(chatId, seq).catch(() => null);
      const shown = message ? toShown(message, author) : undefined;
      copies.push({ text: '', forward: { chatId, seq, author }, shown });
    }
    const drafts = to.flatMap((target) => copies.map((copy) => ({ ...copy, chatId: target })));
    session.publish(await enqueue(session.db, session.env, drafts));
  }

  async setChatSettings(chatId: string, change: ChatSettingsChange): Promise<void> {
    await this.getSession().addAction(chatId, { do: 'settings', change });
  }

  async markRead(chatId: string): Promise<void> {
    const session = this.getSession();
    const chat = session.model.chats.get(chatId);
    if (!chat) return;
    await session.call('markRead', { chatId, seq: chat.lastSeq });
    const { unreadMark } = OptimisticView.of(chat, session.model.actions, session.me).settings;
    if (unreadMark)
      await session.addAction(chatId, { do: 'settings', change: { unreadMark: false } });
  }

  async clear(chatId: string, remove: boolean): Promise<void> {
    const session = this.getSession();
    const chat = session.model.chats.get(chatId);
    if (!chat) return;
    if (chat.left) session.publish(await forgetLeft(session.db, chatId));
    else await session.addAction(chatId, { do: 'clear', seq: chat.lastSeq, remove });
  }

  async accept(chatId: string): Promise<void> {
    await this.getSession().addAction(chatId, { do: 'accept' });
  }

  async block(userId: string, on: boolean): Promise<void> {
    const session = this.getSession();
    await session.addAction(session.model.findDirect(userId)?.id ?? '', {
      do: 'block',
      userId,
      on,
    });
  }

  /** null when it is hidden or does not exist; rejects when it cannot be fetched now. */
  async findMessage(chatId: string, seq: number): Promise<Message | null> {
    const session = this.getSession();
    const chat = session.model.chats.get(chatId);
    if (!chat || seq < 1 || isHidden(chat.settings, seq)) return null;
    const read = () => session.db.read(['messages'], (tx) => tx.get('messages', [chatId, seq]));
    let held = await read();
    if (!held) {
      await session.call('fetchHistory', { chatId, around: seq, limit: 1 });
      held = await read();
    }
    if (!held) return null;
    const overlay = OptimisticView.of(chat, session.model.actions, session.me);
    return overlay.isHidden(seq) ? null : overlay.applyToCopy(held);
  }
}

/** As the server will copy it. */
function toShown(message: Message, author: boolean): OutgoingDraft['shown'] {
  if (message.deletedAt !== null || message.kind !== 'text') throw new ApiError('deleted');
  const { text, entities } = message;
  const first = message.forward ?? { userId: message.senderId, at: message.createdAt };
  return { text, entities, forward: { userId: author ? first.userId : null, at: first.at } };
}

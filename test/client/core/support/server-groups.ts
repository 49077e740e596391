import { isSameDraft, type Unsent } from '../../../../client/core/unsent.ts';
import type { Event } from '../../../../protocol/down.ts';
import type { Message } from '../../../../protocol/messages.ts';
import { toTombstone } from '../../../../protocol/rules/messages.ts';
import { Refused } from './refused.ts';
import type { ServerChat, ServerMember } from './server-chat.ts';
import type { FakeSocket, Frame } from './socket.ts';

type Body = Frame['body'];
/** Where things are announced, and to whom. */
export type Hall = {
  now(): number;
  /** A time that no other has: of two pins one is the newer. */
  next(): number;
  users(ids: readonly string[]): { id: string }[];
  tell(chat: ServerChat, event: Event, not?: FakeSocket): void;
  tellOne(userId: string, event: Event, not?: FakeSocket): void;
  chatOf(userId: string, chatId: unknown): ServerChat;
};

/** Changes of messages and of one's own settings, as server/messages and server/chats decide them. */
export function createRooms(hall: Hall) {
  function living(userId: string, body: Body): { chat: ServerChat; message: Message } {
    const chat = hall.chatOf(userId, body.chatId);
    const message = chat.shown(userId, body.seq as number);
    if (!message) throw new Refused({ code: 'not_found' });
    if (message.deletedAt !== null) throw new Refused({ code: 'deleted' });
    return { chat, message };
  }

  function announce(chat: ServerChat, message: Message, not?: FakeSocket, reacted?: object): void {
    const body = { message, ...reacted };
    const event = { type: 'message.changed', chat: chat.id, rev: message.rev, body } as Event;
    hall.tell(chat, event, not);
  }

  function replied(chat: ServerChat, userId: string, seq: number) {
    return { message: chat.shown(userId, seq), rev: chat.rev };
  }

  function picture(chat: ServerChat, userId: string) {
    return { chat: chat.view(userId), users: hall.users([...chat.members.keys()]) };
  }

  /** A chat that is off the list stays off it, whatever another device changes in it. */
  function toDevices(chat: ServerChat, userId: string, not?: FakeSocket): void {
    const body = picture(chat, userId);
    const gone = { chatId: chat.id, list: body.chat.list };
    if (chat.lists(userId)) hall.tellOne(userId, { type: 'chat.changed', body } as Event, not);
    else hall.tellOne(userId, { type: 'chat.gone', body: gone }, not);
  }

  function set(chat: ServerChat, userId: string, change: Partial<ServerMember['own']>): boolean {
    const member = chat.members.get(userId) as ServerMember;
    const own = { ...member.own, ...change };
    if (Bun.deepEquals(own, member.own)) return false;
    Object.assign(member, { own, list: member.list + 1 });
    return true;
  }

  const commands: Record<string, (socket: FakeSocket, body: Body) => unknown> = {
    'message.edit'(socket, body) {
      const { chat, message } = living(socket.userId, body);
      if (message.senderId !== socket.userId) throw new Refused({ code: 'forbidden' });
      const text = String(body.text);
      if (message.text !== text)
        announce(chat, chat.change(message.seq, { text, editedAt: hall.now() }), socket);
      return replied(chat, socket.userId, message.seq);
    },
    'message.delete'(socket, body) {
      const { userId } = socket;
      const chat = hall.chatOf(userId, body.chatId);
      const seqs = (body.seqs as number[]).toSorted((a, b) => a - b);
      const member = chat.members.get(userId) as ServerMember;
      if (!body.everyone) {
        const hidden = [...new Set([...member.own.hidden, ...seqs])].filter(
          (seq) => seq > member.own.cleared,
        );
        if (set(chat, userId, { hidden })) toDevices(chat, userId);
        return { messages: [], rev: chat.rev, list: member.list };
      }
      const found = seqs.map((seq) => chat.shown(userId, seq));
      for (const message of found) {
        if (!message) throw new Refused({ code: 'not_found' });
        if (message.deletedAt === null && message.senderId !== userId)
          throw new Refused({ code: 'forbidden' });
      }
      const messages = found.flatMap((message) => (message ? [bury(chat, message, socket)] : []));
      return { messages, rev: chat.rev, list: member.list };
    },
    'message.react'(socket, body) {
      const { chat, message } = living(socket.userId, body);
      const emojis = body.emojis as string[];
      const { userId } = socket;
      if (new Set(message.mine ?? []).symmetricDifference(new Set(emojis)).size > 0)
        announce(chat, chat.react(message.seq, userId, emojis), socket, {
          reacted: { userId, emojis },
        });
      return replied(chat, userId, message.seq);
    },
    'message.pin'(socket, body) {
      const { chat, message } = living(socket.userId, body);
      const on = body.on as boolean;
      if ((message.pinnedAt !== undefined) !== on)
        announce(
          chat,
          chat.change(message.seq, { pinnedAt: on ? hall.next() : undefined }),
          socket,
        );
      return replied(chat, socket.userId, message.seq);
    },
    'chat.get': ({ userId }, body) => picture(hall.chatOf(userId, body.chatId), userId),
    'chat.own'(socket, { chatId, draft, ...change }) {
      const { userId } = socket;
      const chat = hall.chatOf(userId, chatId);
      const held = chat.members.get(userId)?.own.draft ?? null;
      const wanted = draft as Unsent | null | undefined;
      const same = wanted === undefined || isSameDraft(wanted, held);
      const next = same ? held : wanted && { ...wanted, at: hall.now() };
      if (set(chat, userId, { ...change, draft: next })) toDevices(chat, userId, socket);
      return picture(chat, userId);
    },
    'chat.clear'(socket, body) {
      const { userId } = socket;
      const chat = hall.chatOf(userId, body.chatId);
      const member = chat.members.get(userId) as ServerMember;
      const seq = Math.min(body.seq as number, chat.lastSeq);
      const cleared = Math.max(member.own.cleared, seq);
      const hidden = member.own.hidden.filter((other) => other > cleared);
      const listed = chat.lists(userId);
      if (body.remove) member.removed = Math.max(member.removed ?? 0, seq);
      const bare = body.remove ? { pinned: null, archived: false, draft: null } : {};
      const moved = set(chat, userId, { cleared, hidden, ...bare });
      if (!moved && listed === chat.lists(userId)) return picture(chat, userId);
      if (!moved) member.list += 1;
      toDevices(chat, userId, socket);
      return picture(chat, userId);
    },
    'chat.accept'(socket, body) {
      const chat = hall.chatOf(socket.userId, body.chatId);
      if (set(chat, socket.userId, { request: false })) toDevices(chat, socket.userId, socket);
      return picture(chat, socket.userId);
    },
  };

  function bury(chat: ServerChat, message: Message, not?: FakeSocket): Message {
    if (message.deletedAt !== null) return message;
    const { seq } = message;
    const tombstone = toTombstone(message, hall.now(), chat.change(seq, {}).rev);
    chat.messages[seq - 1] = tombstone;
    chat.reactions.delete(seq);
    announce(chat, tombstone, not);
    return tombstone;
  }

  return { commands, bury, announce, toDevices };
}

import type { ChatReply } from '../../protocol/chats.ts';
import type { Event } from '../../protocol/down.ts';
import type { Message, ReceiptReply, SendReply } from '../../protocol/messages.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import type { User } from '../../protocol/users.ts';
import type { Unsent } from '../core/unsent.ts';

/**
 * What a reply brought about a chat that is held, for example the reply to a pending action (`id`). `draft`: the draft
 * that was sent to the server.
 */
export type ActionResult = {
  kind: 'actionResult';
  chatId: string;
  id?: string;
  messages?: Message[];
  chat?: ChatReply;
  hidden?: number[];
  /** A voice message that the person has heard. */
  played?: number;
  gone?: boolean;
  draft?: Unsent;
};

/** Everything that the server says, and what was read here: all of it takes the same way into the local database. */
export type Input =
  | { kind: 'event'; event: Event }
  | { kind: 'sync'; sent: Cursor; reply: SyncReply }
  | { kind: 'chat'; reply: ChatReply }
  | { kind: 'sent'; reply: SendReply }
  | { kind: 'receipt'; chatId: string; reply: ReceiptReply }
  | { kind: 'history'; chatId: string; messages: Message[] }
  | { kind: 'read'; chatId: string; seq: number }
  | { kind: 'people'; users: User[] }
  | ActionResult;

/** `gap`: something before it is missing. It is kept, its counters are not taken, and `sync` is asked. */
export type Verdict = 'applied' | 'gap';

/** The chat that an input waits for when it has a gap; undefined: it never has one. */
export function chatOf(input: Input): string | undefined {
  if (input.kind === 'sent') return input.reply.message.chatId;
  if (input.kind === 'receipt' || input.kind === 'actionResult') return input.chatId;
  return input.kind === 'event' ? chatOfEvent(input.event) : undefined;
}

/** Chats whose rows an input may read or write. */
export function chatsOf(input: Input): string[] {
  switch (input.kind) {
    case 'sync':
      return [...input.reply.chats.map(({ chat }) => chat.id), ...input.reply.gone];
    case 'chat':
      return [input.reply.chat.id];
    case 'history':
    case 'read':
      return [input.chatId];
    default: {
      const id = chatOf(input);
      return id === undefined ? [] : [id];
    }
  }
}

/**
 * Returns the messages whose stored copies decide what an input means: whether it was unread, pinned, or a reply to the
 * person.
 */
export function positionsOf(input: Input): [string, number][] {
  const messages = messagesOf(input);
  return messages.flatMap(({ chatId, seq, replyTo }): [string, number][] =>
    replyTo === undefined
      ? [[chatId, seq]]
      : [
          [chatId, seq],
          [chatId, replyTo],
        ],
  );
}

function messagesOf(input: Input): Message[] {
  if (input.kind === 'actionResult') return input.messages ?? [];
  if (input.kind !== 'event') return [];
  const { event } = input;
  return event.type === 'message.added' || event.type === 'message.changed'
    ? [event.body.message]
    : [];
}

function chatOfEvent(event: Event): string | undefined {
  switch (event.type) {
    case 'message.added':
    case 'message.changed':
      return event.body.message.chatId;
    case 'receipts.moved':
    case 'chat.gone':
      return event.body.chatId;
    case 'chat.changed':
      return event.body.chat.id;
    default:
      return undefined;
  }
}

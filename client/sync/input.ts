import type { ChatReply } from '../../protocol/chats.ts';
import type { Event } from '../../protocol/down.ts';
import type { MarkReply, Message, SendReply } from '../../protocol/messages.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';

/** Everything that the server says, and what was read here: all of it takes the same way into the local database. */
export type Input =
  | { kind: 'event'; event: Event }
  | { kind: 'sync'; sent: Cursor; reply: SyncReply }
  | { kind: 'chat'; reply: ChatReply }
  | { kind: 'sent'; reply: SendReply }
  | { kind: 'marked'; chatId: string; reply: MarkReply }
  | { kind: 'history'; chatId: string; messages: Message[] }
  | { kind: 'read'; chatId: string; seq: number };

/** `gap`: something before it is missing. It is kept, nothing of it is applied, and `sync` is asked. */
export type Verdict = 'applied' | 'gap';

/** The chat that an input waits for when it has a gap; undefined: it never has one. */
export function chatOf(input: Input): string | undefined {
  if (input.kind === 'sent') return input.reply.message.chatId;
  if (input.kind === 'marked') return input.chatId;
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

function chatOfEvent(event: Event): string | undefined {
  switch (event.type) {
    case 'message.added':
    case 'message.changed':
      return event.body.message.chatId;
    case 'marks.moved':
    case 'chat.gone':
      return event.body.chatId;
    case 'chat.changed':
      return event.body.chat.id;
    default:
      return undefined;
  }
}

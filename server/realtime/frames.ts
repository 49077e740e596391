import type { Event } from '../../protocol/down.ts';
import type { Message } from '../../protocol/messages.ts';

/** What a message becomes as JSON is needed twice in a row: in the sender's answer, then in everybody's event. */
let lastMessage: Message | undefined;
let lastText = '';

function messageText(message: Message): string {
  if (message !== lastMessage) {
    lastText = JSON.stringify(message);
    lastMessage = message;
  }
  return lastText;
}

export function replyFrame(id: number | string, reply: unknown): string {
  return `{"id":${JSON.stringify(id)},"ok":true,"body":${bodyText(reply)}}`;
}

export function eventFrame(event: Event): string {
  if (event.type !== 'message.added') return JSON.stringify(event);
  const { type, chat, rev, body } = event;
  return `{"type":"${type}","chat":${JSON.stringify(chat)},"rev":${rev},"body":${bodyText(body)}}`;
}

/** `{ message, … }` as JSON.stringify would write it, the message's own text taken as it is known. */
function bodyText(body: unknown): string {
  if (!isWithMessage(body)) return JSON.stringify(body);
  const { message, ...rest } = body;
  const others = JSON.stringify(rest);
  const tail = others === '{}' ? '}' : `,${others.slice(1)}`;
  return `{"message":${messageText(message)}${tail}`;
}

function isWithMessage(body: unknown): body is { message: Message } {
  return typeof body === 'object' && body !== null && 'message' in body;
}

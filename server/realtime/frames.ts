import type { Event } from '../../protocol/down.ts';
import type { Message } from '../../protocol/messages.ts';

/** A message is needed as JSON twice in a row: in the sender's reply, then in the event for the others. */
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
  return `{"id":${textOf(id)},"ok":true,"body":${bodyText(reply)}}`;
}

export function eventFrame(event: Event): string {
  if (event.type !== 'message.added') return JSON.stringify(event);
  const { type, chat, rev, body } = event;
  return `{"type":"${type}","chat":${JSON.stringify(chat)},"rev":${rev},"body":${bodyText(body)}}`;
}

const NO_ID = 'AAAAAAAAAAA';
/**
 * A receipt in a chat that nobody has. A device takes it for one whose beginning it has missed, and 200 ms later asks `sync`
 * for everything; programs that know no such chat leave it out.
 */
const NOTHING = { chatId: NO_ID, userId: NO_ID, delivered: 0, read: 0, receiptRev: 0 };
export const HINT = JSON.stringify({ type: 'receipts.moved', body: NOTHING });

/** `{ message, … }` as JSON, the message's own text taken as it is known. */
function bodyText(body: unknown): string {
  if (!isWithMessage(body)) return JSON.stringify(body);
  let text = `{"message":${messageText(body.message)}`;
  for (const name in body) {
    const value = body[name];
    if (name !== 'message' && value !== undefined) text += `,"${name}":${textOf(value)}`;
  }
  return `${text}}`;
}

/** A call of JSON.stringify costs more than what it does to a number. */
function textOf(value: unknown): string {
  return Number.isSafeInteger(value) ? String(value) : JSON.stringify(value);
}

type WithMessage = { message: Message; [name: string]: unknown };

function isWithMessage(body: unknown): body is WithMessage {
  return typeof body === 'object' && body !== null && 'message' in body;
}

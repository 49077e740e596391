import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { Entity, Forward } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isForwardable } from '../../protocol/rules/messages.ts';
import type { UpBody } from '../../protocol/up.ts';
import { keepMemberMentions } from './addressed.ts';
import { toFileInfos } from './files.ts';
import { isSystemMessageId } from './system-messages.ts';
import { toEntities, toText } from './text.ts';

type Body = UpBody<'message.send'>;
type Parts = Pick<Message, 'text' | 'entities' | 'replyTo' | 'forward' | 'files'>;
/** What a message says. `addresses`: it may mention people or reply to a message. */
export type MessageContent = { parts: Parts; addresses: boolean };
/** A checked request. `plain`: all is known without asking the database. */
export type SendDraft = {
  chatId: string;
  senderId: string;
  clientId: string;
  now: number;
  text: string;
  entities?: Entity[];
  replyTo?: number;
  forward?: Body['forward'];
  files?: Body['files'];
  plain?: MessageContent;
};

export function readDraft(senderId: string, body: Body, now: number): SendDraft {
  const { chatId, clientId, replyTo, forward, files } = body;
  // The id could collide with that of a system message about the sender.
  if (isSystemMessageId(clientId)) throw new ApiError('invalid', { field: 'clientId' });
  const draft = { chatId, senderId, clientId, now };
  if (forward) return { ...draft, text: '', replyTo, forward };
  const text = toText(body.text, body.entities, files !== undefined);
  const entities = text === '' ? undefined : toEntities(body.text, body.entities);
  const asks = replyTo !== undefined || entities?.some(({ type }) => type === 'mention');
  if (asks || files) return { ...draft, text, entities, replyTo, files };
  const parts = entities ? { text, entities } : { text };
  return { ...draft, text, plain: { parts, addresses: false } };
}

/** Looks up what the draft refers to: the people it mentions, the message it replies to, the message it forwards. */
export function* toContent(db: Db, draft: SendDraft): Tx<MessageContent> {
  const { chatId, senderId, replyTo, forward } = draft;
  const said = forward ? yield* copyForwarded(db, senderId, forward) : ownWords(draft);
  const entities = yield* keepMemberMentions(db, chatId, said.entities);
  const parts: Parts = { text: said.text };
  if (entities) parts.entities = entities;
  if (said.forward) parts.forward = said.forward;
  const files = draft.files ? yield* toFileInfos(db, senderId, draft.files) : said.files;
  if (files) parts.files = files;
  if (replyTo !== undefined) {
    // One that was deleted meanwhile may be answered: the words would be lost with it.
    if (!(yield* db.messages.shown(senderId, chatId, replyTo)))
      throw new ApiError('invalid', { field: 'replyTo' });
    parts.replyTo = replyTo;
  }
  return { parts, addresses: true };
}

function ownWords({ text, entities }: SendDraft): Parts {
  return { text, entities };
}

/** The words are copied, so what is deleted later in one chat stays in the other, like everything that was passed on. */
function* copyForwarded(
  db: Db,
  userId: string,
  { chatId, seq, author }: NonNullable<Body['forward']>,
): Tx<Parts> {
  if (!(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
  const source = yield* db.messages.shown(userId, chatId, seq);
  if (!source) throw new ApiError('not_found');
  if (source.deletedAt !== null) throw new ApiError('deleted');
  if (!isForwardable(source)) throw new ApiError('invalid', { field: 'forward' });
  const { text, entities, files } = source;
  if (!author) {
    const at = source.forward?.at ?? source.createdAt;
    return { text, entities, files, forward: { userId: null, at } };
  }
  return { text, entities, files, forward: source.forward ?? (yield* byItsSender(db, source)) };
}

function* byItsSender(db: Db, { senderId, createdAt }: Message): Tx<Forward> {
  const sender = yield* db.users.byId(senderId);
  // A deleted account has no name.
  if (!sender || sender.deletedAt !== null) return { userId: senderId, at: createdAt };
  return { userId: senderId, name: sender.displayName, at: createdAt };
}

import { sql } from 'drizzle-orm';
import type { Entity, Reaction, SystemNote } from '../../protocol/entities.ts';
import type { FileInfo } from '../../protocol/files.ts';
import type { Call, Message } from '../../protocol/messages.ts';

/** A row as it is stored: `entities`, `note` and `reactions` are JSON. */
export type MessageRow = Pick<
  Message,
  | 'chatId'
  | 'seq'
  | 'senderId'
  | 'clientId'
  | 'kind'
  | 'text'
  | 'createdAt'
  | 'editedAt'
  | 'deletedAt'
  | 'rev'
> & {
  entities: string | null;
  note: string | null;
  replyTo: number | null;
  forwardedFrom: string | null;
  forwardedAt: number | null;
  forwardedName: string | null;
  reactions: string | null;
  pinnedAt: number | null;
  files: string | null;
  call: string | null;
  sealed: number;
};

/** Columns of `messages m`. */
export const MESSAGE_COLUMNS =
  sql.raw(`m.chat_id as "chatId", m.seq, m.sender_id as "senderId", m.client_id as "clientId",
  m.kind, m.body as text, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.rev,
  m.entities, m.note, m.reply_to as "replyTo", m.forwarded_from as "forwardedFrom", m.forwarded_at as "forwardedAt", m.forwarded_name as "forwardedName",
  m.reactions, m.pinned_at as "pinnedAt", m.files, m.call, m.sealed`);

/** Turns a row into the message of the wire, which leaves out empty fields. */
export function toMessage(row: MessageRow): Message {
  const { chatId, seq, senderId, clientId, kind, text, createdAt, editedAt, deletedAt, rev } = row;
  const message: Message = {
    ...{ chatId, seq, senderId, clientId, kind, text, createdAt, editedAt, deletedAt, rev },
  };
  if (row.entities !== null) message.entities = JSON.parse(row.entities) as Entity[];
  if (row.note !== null) message.note = JSON.parse(row.note) as SystemNote;
  if (row.replyTo !== null) message.replyTo = row.replyTo;
  if (row.forwardedAt !== null)
    message.forward = { userId: row.forwardedFrom, at: row.forwardedAt };
  if (message.forward && row.forwardedName !== null) message.forward.name = row.forwardedName;
  if (row.reactions !== null) message.reactions = JSON.parse(row.reactions) as Reaction[];
  if (row.pinnedAt !== null) message.pinnedAt = row.pinnedAt;
  if (row.files !== null) message.files = JSON.parse(row.files) as FileInfo[];
  if (row.call !== null) message.call = JSON.parse(row.call) as Call;
  // Ciphertext is never sent: no device of ours has its key.
  if (row.sealed !== 0) Object.assign(message, { sealed: true, text: '' });
  return message;
}

/** The columns of a message that is new. Written out, as each message comes through here: a spread costs a tenth of it. */
export function toRow(message: Message) {
  return {
    chatId: message.chatId,
    seq: message.seq,
    senderId: message.senderId,
    clientId: message.clientId,
    kind: message.kind,
    text: message.text,
    createdAt: message.createdAt,
    entities: message.entities ? JSON.stringify(message.entities) : null,
    note: message.note ? JSON.stringify(message.note) : null,
    replyTo: message.replyTo ?? null,
    forwardedFrom: message.forward?.userId ?? null,
    forwardedAt: message.forward?.at ?? null,
    forwardedName: message.forward?.name ?? null,
  };
}

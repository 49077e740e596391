import type { Entity, Reaction, SystemMessage } from '../../protocol/entities.ts';
import type { FileInfo } from '../../protocol/files.ts';
import type { Call, Message } from '../../protocol/messages.ts';
import type { RowOfFields } from '../engine/builder.ts';
import { messages } from '../schema.ts';

/** What is read of a message: all but its id in the index. `entities`, `system` and `reactions` are JSON. */
export const MESSAGE = {
  chatId: messages.chatId,
  seq: messages.seq,
  senderId: messages.senderId,
  clientId: messages.clientId,
  kind: messages.kind,
  text: messages.body,
  createdAt: messages.createdAt,
  editedAt: messages.editedAt,
  deletedAt: messages.deletedAt,
  rev: messages.rev,
  entities: messages.entities,
  system: messages.system,
  replyTo: messages.replyTo,
  forwardedFrom: messages.forwardedFrom,
  forwardedAt: messages.forwardedAt,
  forwardedName: messages.forwardedName,
  reactions: messages.reactions,
  pinnedAt: messages.pinnedAt,
  files: messages.files,
  call: messages.call,
  sealed: messages.sealed,
  played: messages.played,
};
export type MessageRow = RowOfFields<typeof MESSAGE>;

/** Turns a row into the message of the wire, which leaves out empty fields. */
export function toMessage(row: MessageRow): Message {
  const { chatId, seq, senderId, clientId, kind, text, createdAt, editedAt, deletedAt, rev } = row;
  const message: Message = {
    ...{ chatId, seq, senderId, clientId, kind, text, createdAt, editedAt, deletedAt, rev },
  };
  if (row.entities !== null) message.entities = JSON.parse(row.entities) as Entity[];
  if (row.system !== null) message.system = JSON.parse(row.system) as SystemMessage;
  if (row.replyTo !== null) message.replyTo = row.replyTo;
  if (row.forwardedAt !== null)
    message.forward = { userId: row.forwardedFrom, at: row.forwardedAt };
  if (message.forward && row.forwardedName !== null) message.forward.name = row.forwardedName;
  if (row.reactions !== null) message.reactions = JSON.parse(row.reactions) as Reaction[];
  if (row.pinnedAt !== null) message.pinnedAt = row.pinnedAt;
  if (row.played !== null) message.played = true;
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
    system: message.system ? JSON.stringify(message.system) : null,
    replyTo: message.replyTo ?? null,
    forwardedFrom: message.forward?.userId ?? null,
    forwardedAt: message.forward?.at ?? null,
    forwardedName: message.forward?.name ?? null,
    files: message.files ? JSON.stringify(message.files) : null,
    call: message.call ? JSON.stringify(message.call) : null,
  };
}

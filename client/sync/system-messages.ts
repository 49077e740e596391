import type { Message } from '../../protocol/messages.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/** Applies what a system message says has changed in the group. What it leaves out is asked for (`unsure`). */
export function withSystemNote(chat: ChatRecord, { note }: Message): ChatRecord {
  switch (note?.type) {
    case undefined:
    case 'group.created':
    case 'message.pinned':
      return chat;
    case 'title.changed':
      return { ...chat, title: note.text ?? chat.title };
    case 'about.changed':
      return { ...chat, about: note.text ?? '' };
    default:
      return { ...chat, unsure: true };
  }
}

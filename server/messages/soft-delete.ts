import type { Db } from '../../db/database.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Message } from '../../protocol/messages.ts';
import { toTombstone } from '../../protocol/rules/messages.ts';
import { unmention } from './addressed.ts';
import { toIndexWords } from './index-words.ts';
import type { Counters } from './system-messages.ts';

/**
 * Deletes a message for everyone: everything that its text has left in other tables goes in the same commit. The
 * counters of `head` advance.
 */
export function* softDelete(db: Db, message: Message, head: Counters, now: number): Tx<Message> {
  const { chatId, seq } = message;
  head.lastRev += 1;
  yield* db.chats.advance(chatId, head);
  const tombstone = toTombstone(message, now, head.lastRev);
  yield* unmention(db, message);
  yield* db.messages.bury(tombstone);
  yield* db.messages.unreact(message);
  if (message.files) yield* db.files.detach(chatId, seq);
  const id = yield* db.messages.idOf(chatId, seq);
  if (id !== undefined) yield* db.search.remove(id, toIndexWords(message.text, chatId, seq));
  return tombstone;
}

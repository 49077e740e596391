import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { Message } from '../../protocol/messages.ts';
import { toSearchText } from '../../protocol/rules/files.ts';
import { toTombstone } from '../../protocol/rules/messages.ts';
import { unmention } from './addressed.ts';
import { toIndexWords } from './index-words.ts';
import type { Counters } from './system-messages.ts';

/**
 * Deletes a message for everyone: everything that its text has left in other tables goes in the same commit. The
 * counters that are given advance.
 */
export function* softDelete(
  db: Db,
  message: Message,
  counters: Counters,
  now: number,
): Tx<Message> {
  const { chatId, seq } = message;
  counters.lastRev += 1;
  yield* db.chats.advance(chatId, counters);
  const tombstone = toTombstone(message, now, counters.lastRev);
  yield* unmention(db, message);
  yield* db.messages.softDelete(tombstone);
  yield* db.messages.unreact(message);
  if (message.files) yield* db.files.detach(chatId, seq);
  const id = yield* db.messages.idOf(chatId, seq);
  const words = toIndexWords(toSearchText(message), chatId, seq);
  if (id !== undefined) yield* db.search.remove({ id, chatId, words });
  return tombstone;
}

import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import type { Head } from '../../db/stores/chat-context.ts';
import type { Why } from '../../protocol/chats.ts';
import { leads } from '../chats/rights.ts';
import type { Change } from '../context.ts';
import { Refusal } from '../errors.ts';

/** The authorisation of whatever is done to a group; a chat that is none is answered like one that does not exist. */
export function* groupOf(db: Db, userId: string, chatId: string): Script<Head> {
  const head = yield* db.chats.head(userId, chatId);
  if (head?.kind !== 'group') throw new Refusal('not_found');
  return head;
}

export function* ledBy(db: Db, userId: string, chatId: string): Script<Head> {
  const head = yield* groupOf(db, userId, chatId);
  if (!leads(head)) throw new Refusal('forbidden');
  return head;
}

/** To whoever is no longer in it: they leave the topic in the same call, before anything later is published. */
export function goneFor(userId: string, chatId: string, list: number, why?: Why): Change {
  const event = { type: 'chat.gone', body: { chatId, list, ...(why && { why }) } } as const;
  return { to: [userId], event, topic: { chat: chatId, leave: [userId] } };
}

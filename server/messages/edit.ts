import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { ChangeReply, EditBody, Message } from '../../protocol/messages.ts';
import { toSearchText } from '../../protocol/rules/files.ts';
import { isEditable, isYoung } from '../../protocol/rules/messages.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import { mustReach } from '../chats/settings-effects.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import {
  type ChangeOutcome,
  findLiving,
  type MessagePosition,
  nextRev,
  toChanges,
  toReply,
} from './access.ts';
import { keepMemberMentions, mention, unmention } from './addressed.ts';
import { toIndexWords } from './index-words.ts';
import { toEntities, toText } from './text.ts';

type Edit = MessagePosition & { text: string; entities?: Entity[]; now: number };

export function createEdit({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* edit(asked: Edit): Tx<ChangeOutcome> {
    const { userId, chatId, text, now } = asked;
    const { context, message: old } = yield* findLiving(db, asked);
    if (text === '' && !old.files) throw new ApiError('text_empty', { field: 'text' });
    if (old.senderId !== userId || !isEditable(old)) throw new ApiError('forbidden');
    const entities = yield* keepMemberMentions(db, chatId, asked.entities);
    // This comes before the limits: a retry whose first answer was lost has to succeed, however late it comes.
    if (isSame(old, text, entities))
      return yield* toReply(db, userId, { context, message: old }, []);
    if (!isYoung(old.createdAt, now)) throw new ApiError('too_late');
    mustReach(context);
    mustBeAllowed(context, 'write');
    const message: Message = { ...old, text, entities, editedAt: now };
    message.rev = yield* nextRev(db, chatId, context);
    yield* db.messages.edit(message);
    yield* unmention(db, old);
    yield* mention(db, message);
    yield* reindex(message, old);
    const found = { context, message };
    return yield* toReply(db, userId, found, [toChanges(found)]);
  }

  /** Runs in the same commit: words that were edited away are no longer found. */
  function* reindex(message: Message, old: Message): Tx<void> {
    const { chatId, seq } = message;
    const wordsOf = (one: Message) => toIndexWords(toSearchText(one), chatId, seq);
    const id = yield* db.messages.idOf(chatId, seq);
    if (id === undefined) return;
    yield* db.search.replace({ id, chatId, words: wordsOf(old) }, wordsOf(message));
  }

  return async (ctx: Ctx, body: EditBody): Promise<Outcome<ChangeReply>> => {
    // What stands under a file may be taken away.
    const text = toText(body.text, body.entities, true);
    const entities = text === '' ? undefined : toEntities(body.text, body.entities);
    const { chatId, seq } = body;
    const asked = { userId: ctx.userId, chatId, seq, text, entities, now: clock.now() };
    const outcome = await db.write(() => edit(asked));
    if (outcome.changes.length > 0) db.scrub();
    return outcome;
  };
}

function isSame(message: Message, text: string, entities: Entity[] | undefined): boolean {
  return message.text === text && Bun.deepEquals(message.entities, entities);
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChangeReply, Message } from '../../protocol/messages.ts';
import { isPlayedIn, isSpoken, withPlayed } from '../../protocol/rules/messages.ts';
import type { UpBody } from '../../protocol/up.ts';
import { isSecret, toDevices } from '../chats/settings-effects.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import {
  type ChangeOutcome,
  findLiving,
  type MessagePosition,
  nextRev,
  toChanges,
  toReply,
} from './access.ts';

/**
 * That a voice message was heard. Whose it is, and which, only the person's own devices know; of the message it is known
 * that somebody has, so that a thousand members who listen make one change of it. It accepts no request.
 */
export function createMarkPlayed({ db }: Pick<Deps, 'db'>) {
  function* mark(place: MessagePosition): Tx<ChangeOutcome> {
    const { userId, chatId, seq } = place;
    const { context, message: old } = yield* findLiving(db, place);
    if (old.senderId === userId || !isSpoken(old)) throw new ApiError('invalid', { field: 'seq' });
    const changes: Change[] = [];
    const [own] = yield* db.chatSettings.of(userId, [chatId]);
    const played: number[] = own?.played ? JSON.parse(own.played) : [];
    if (!isPlayedIn(played, seq)) {
      yield* db.chatSettings.savePlayed(userId, chatId, withPlayed(played, seq));
      changes.push(yield* toDevices(db, userId, chatId));
    }
    const message: Message = { ...old };
    if (!old.played && !isSecret(context.flags)) {
      message.played = true;
      message.rev = yield* nextRev(db, chatId, context);
      yield* db.messages.markPlayed(message);
      changes.push(toChanges({ context, message }));
    }
    const { reply } = yield* toReply(db, userId, { context, message }, []);
    return { reply, changes };
  }

  return async (
    { userId }: Ctx,
    { chatId, seq }: UpBody<'message.played'>,
  ): Promise<Outcome<ChangeReply>> => await db.write(() => mark({ userId, chatId, seq }));
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ChangeReply, Message, PinBody } from '../../protocol/messages.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import { acceptRequest, mustReach } from '../chats/settings-effects.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import {
  type ChangeOutcome,
  type FoundMessage,
  findLiving,
  type MessagePosition,
  nextRev,
  toChanges,
  toReply,
} from './access.ts';
import { writeSystemMessage } from './system-messages.ts';

type Pinning = MessagePosition & { on: boolean; now: number };

export function createPins({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* pin(asked: Pinning): Tx<ChangeOutcome> {
    const { userId, chatId, on, now } = asked;
    const { context, message: old } = yield* findLiving(db, asked);
    if (old.kind !== 'text') throw new ApiError('invalid', { field: 'seq' });
    mustReach(context);
    mustBeAllowed(context, 'pin');
    if ((old.pinnedAt !== undefined) === on)
      return yield* toReply(db, userId, { context, message: old }, []);
    const { count, newest } = yield* db.messages.pins(chatId);
    if (on && count >= LIMITS.pins) throw new ApiError('limit_reached', { field: 'on' });
    const answered = yield* acceptRequest(db, userId, chatId, context);
    const { pinnedAt: _, ...rest } = old;
    // Two devices pin in one millisecond: which pin is the newest has to be the same for all members.
    const pinnedAt = Math.max(now, (newest ?? 0) + 1);
    const message: Message = on ? { ...rest, pinnedAt } : rest;
    message.rev = yield* nextRev(db, chatId, context);
    yield* db.messages.pin(message);
    const found = { context, message };
    const changes = [...answered.changes, toChanges(found), ...(yield* toPinChanges(asked, found))];
    return { ...(yield* toReply(db, userId, found, changes)), ties: answered.ties };
  }

  /**
   * A pin is announced in the chat by a system message, because it changes what the others see above their messages
   * too.
   */
  function* toPinChanges(
    { userId, on, now }: Pinning,
    { context, message }: FoundMessage,
  ): Tx<Change[]> {
    if (!on) return [];
    const { chatId, seq } = message;
    const system = { type: 'message.pinned', seq } as const;
    return [yield* writeSystemMessage(db, context, { chatId, senderId: userId, system, now })];
  }

  function* pins(userId: string, chatId: string): Tx<Message[]> {
    if (!(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
    return (yield* db.messages.pinned(userId, chatId, LIMITS.pins)).messages;
  }

  return {
    async pin(ctx: Ctx, { chatId, seq, on }: PinBody): Promise<Outcome<ChangeReply>> {
      const asked = { userId: ctx.userId, chatId, seq, on, now: clock.now() };
      return await db.write(() => pin(asked));
    },

    async pins(
      ctx: Ctx,
      { chatId }: UpBody<'message.pins'>,
    ): Promise<Outcome<UpReply<'message.pins'>>> {
      return { reply: { messages: await db.read(pins(ctx.userId, chatId)) }, changes: [] };
    },
  };
}

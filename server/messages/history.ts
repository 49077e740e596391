import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { HistoryBody, Message } from '../../protocol/messages.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { isClockAhead } from './system-messages.ts';

const PAGE = 50;
/** At most so many messages in a row whose clock was ahead are skipped. */
const MOST_AHEAD = 200;

export function createHistory({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  /** The nearest ones first, so what a page has no room for is at its far end. */
  function* page(userId: string, body: HistoryBody): Tx<Message[]> {
    const { chatId, before, after, around } = body;
    const limit = Math.min(body.limit ?? PAGE, LIMITS.historyPage);
    if (!(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
    const read = db.messages;
    if (after !== undefined)
      return (yield* read.after(userId, chatId, { seq: after, limit })).messages;
    if (around === undefined) {
      const seq = before ?? Number.MAX_SAFE_INTEGER;
      return (yield* read.before(userId, chatId, { seq, limit })).messages;
    }
    const half = { seq: around - 1, limit: Math.ceil(limit / 2), room: LIMITS.pageBytes / 2 };
    const upper = yield* read.after(userId, chatId, half);
    const rest = {
      ...{ seq: around, limit: limit - upper.messages.length },
      room: LIMITS.pageBytes - upper.bytes,
    };
    if (rest.limit <= 0) return upper.messages;
    return [...(yield* read.before(userId, chatId, rest)).messages, ...upper.messages];
  }

  /**
   * The time of a message, or of the next one after it whose clock was not ahead (`nextMoment`): a single wrong one must
   * not send the search to the wrong side.
   */
  function* timeFrom(chatId: string, seq: number, last: number): Tx<number> {
    let time = 0;
    for (let at = seq; at <= Math.min(last, seq + MOST_AHEAD); at++) {
      time = (yield* db.messages.timeOf(chatId, at)) ?? 0;
      if (!isClockAhead(time, clock.now())) return time;
    }
    return time;
  }

  /** The first message at or after `at`. Times only grow in a chat, so halving finds it. */
  function* place(userId: string, chatId: string, at: number): Tx<number> {
    const chat = yield* db.chats.membership(userId, chatId);
    if (!chat) throw new ApiError('not_found');
    let [low, high] = [1, chat.lastSeq];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const time = yield* timeFrom(chatId, middle, high);
      if (time < at) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, chat.lastSeq);
  }

  return {
    async history(ctx: Ctx, body: HistoryBody): Promise<Outcome<UpReply<'history'>>> {
      const given = [body.before, body.after, body.around].filter((seq) => seq !== undefined);
      if (given.length > 1) throw new ApiError('invalid', { field: 'before' });
      return { reply: { messages: await db.read(page(ctx.userId, body)) }, changes: [] };
    },

    async historyAt(
      ctx: Ctx,
      { chatId, at }: UpBody<'history.at'>,
    ): Promise<Outcome<UpReply<'history.at'>>> {
      return { reply: { seq: await db.read(place(ctx.userId, chatId, at)) }, changes: [] };
    },
  };
}

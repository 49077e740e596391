import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ChangeReply, Message, ReactBody } from '../../protocol/messages.ts';
import { acceptRequest, mustReach } from '../chats/settings-effects.ts';
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
import { orderPush } from './order-push.ts';

type Reacting = MessagePosition & { emojis: string[]; now: number };

export function createReact({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* react(asked: Reacting): Tx<ChangeOutcome> {
    const { userId, chatId, emojis } = asked;
    const { context, message: old } = yield* findLiving(db, asked);
    if (old.kind !== 'text') throw new ApiError('invalid', { field: 'seq' });
    const [seen] = yield* db.messages.withMine(userId, [{ ...old }]);
    const mine = seen?.ownReactions ?? [];
    if (sameSet(mine, emojis)) return yield* toReply(db, userId, { context, message: old }, []);
    mustReach(context);
    refuseTooMany(old, emojis);
    const answered = yield* acceptRequest(db, userId, chatId, context);
    yield* exchange(asked, old, mine);
    const message: Message = { ...old, reactions: yield* db.messages.reactionsOf(old) };
    message.rev = yield* nextRev(db, chatId, context);
    yield* db.messages.keepReactions(message);
    if (emojis.length > 0 && old.senderId !== userId) {
      const job = { chatId, kind: 'reaction', userId: old.senderId, seq: old.seq } as const;
      yield* orderPush(db, job, asked.now);
    }
    const found = { context, message };
    const changes = [...answered.changes, toChanges(found, { userId, emojis })];
    return { ...(yield* toReply(db, userId, found, changes)), ties: answered.ties };
  }

  /** What stays keeps its place: the order of reactions is the order in which they came. */
  function* exchange({ userId, emojis, now }: Reacting, message: Message, mine: string[]) {
    for (const emoji of mine)
      if (!emojis.includes(emoji)) yield* db.messages.withdraw(message, userId, emoji);
    for (const emoji of emojis)
      if (!mine.includes(emoji)) yield* db.messages.react(message, userId, emoji, now);
  }

  return async (ctx: Ctx, { chatId, seq, ...body }: ReactBody): Promise<Outcome<ChangeReply>> => {
    const emojis = toEmojis(body.emojis);
    const asked = { userId: ctx.userId, chatId, seq, emojis, now: clock.now() };
    return await db.write(() => react(asked), asked.chatId);
  };
}

/** This runs before anything is written: undoing a write costs its whole batch a second run. */
function refuseTooMany({ reactions = [] }: Message, emojis: readonly string[]): void {
  const known = new Set(reactions.map(({ emoji }) => emoji));
  if (known.union(new Set(emojis)).size > Math.max(LIMITS.reactionKinds, known.size))
    throw new ApiError('limit_reached', { field: 'emojis' });
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** One emoji as Unicode recommends it for interchange (UTS #51, RGI), its longest sequences too. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/**
 * The selector that asks for the coloured form. Some keyboards leave it out, and ❤ would be another reaction than ❤️.
 */
const VARIATION = '\ufe0f';

/** The set of reactions that the request names, each once and in one spelling. */
function toEmojis(given: readonly string[]): string[] {
  const emojis = [...new Set(given.map(toEmoji))];
  if (emojis.length > LIMITS.reactionsEach) throw new ApiError('invalid', { field: 'emojis' });
  return emojis;
}

function toEmoji(given: string): string {
  if (EMOJI.test(given)) return given;
  if (EMOJI.test(given + VARIATION)) return given + VARIATION;
  throw new ApiError('invalid', { field: 'emojis' });
}

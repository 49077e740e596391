import type { UpType } from '../../protocol/up.ts';
import { BOUNDS } from '../bounds.ts';

/**
 * What a request costs of the account's rate, where that is more than 1: about a token for each millisecond that it can
 * take of the one thread. What grows with its list of people or messages has `each`.
 */
const PRICES: { readonly [T in UpType]?: { base: number; each?: { of: string; per: number } } } = {
  hello: { base: 3 },
  sync: { base: 2 },
  'chat.list': { base: 5 },
  'chat.create': { base: 5, each: { of: 'userIds', per: 20 } },
  'chat.update': { base: 3 },
  'member.add': { base: 3, each: { of: 'userIds', per: 20 } },
  'member.remove': { base: 2 },
  'member.list': { base: 3 },
  'invite.create': { base: 3 },
  'invite.join': { base: 3 },
  'join.list': { base: 3 },
  'message.delete': { base: 1, each: { of: 'seqs', per: 10 } },
  'message.info': { base: 3 },
  'message.pins': { base: 3 },
  history: { base: 2 },
  'presence.watch': { base: 1, each: { of: 'userIds', per: 100 } },
  search: { base: 5 },
  'user.find': { base: 3 },
  'user.shared': { base: 2 },
  'user.blocks': { base: 2 },
  'user.block': { base: 2 },
  // All people who share a chat with the person get the event, and their rows are touched.
  'me.update': { base: 15 },
};

export function priceOf(type: UpType, body: unknown): number {
  const price = PRICES[type];
  if (price === undefined) return 1;
  if (price.each === undefined) return price.base;
  const list = (body as Record<string, unknown> | null)?.[price.each.of];
  return price.base + (Array.isArray(list) ? Math.floor(list.length / price.each.per) : 0);
}

/** The price of a frame by its length: the longer it is, the longer parsing takes. */
export function priceOfFrame(length: number): number {
  return 1 + Math.floor(length / BOUNDS.frameStep);
}

/** The price of a reply, known when it is made. */
export function priceOfAnswer(length: number): number {
  return Math.floor(length / BOUNDS.answerStep);
}

import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Message } from './messages.ts';
import { Id, Whole } from './shapes.ts';

/** Own messages and those of one's chats; `chatId` narrows it to one. `next` of the reply is `before` of the next page. */
export const SearchBody = Type.Object({
  q: Type.String({ maxLength: LIMITS.query }),
  chatId: Type.Optional(Id),
  before: Type.Optional(Whole(1)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.searchPage })),
});
export type SearchBody = Static<typeof SearchBody>;
/** Newest first. `matches`: what matched, as `[start, length]` in UTF-16 units of the stored text; none where the name of
 * a file matched. */
export const Hit = Type.Object({
  message: Message,
  matches: Type.Array(Type.Tuple([Type.Integer(), Type.Integer()])),
});
export type Hit = Static<typeof Hit>;
export const SearchReply = Type.Object({
  hits: Type.Array(Hit),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type SearchReply = Static<typeof SearchReply>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const SEARCH_REQUESTS = {
  search: { body: SearchBody, reply: SearchReply },
} as const;

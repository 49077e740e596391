import { desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { and, select } from '../engine/builder.ts';
import { all, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { holdsLink, members, messages } from '../schema.ts';
import { isUnhidden } from './message-visibility.ts';

type Asked = { userId: string; chatId: string; before: number; limit: number };

/** Which messages hold a link. */
export function messageLinksStore() {
  // The walk along the index of messages with links ends at the limit, however long the chat is.
  const withLinks = prepare(() =>
    select({ seq: messages.seq })
      .from(members)
      .innerJoin(messages, eq(messages.chatId, members.chatId))
      .where(
        and(
          eq(members.chatId, p('chatId')),
          eq(members.userId, p('userId')),
          isNull(members.leftAt),
          holdsLink(messages.entities),
          lt(messages.seq, p('before')),
          gt(messages.seq, members.clearedSeq),
          isUnhidden(members.userId, messages),
        ),
      )
      .orderBy(desc(messages.seq))
      .limit(sql.placeholder('limit')),
  );
  return {
    /** The newest messages that hold a link and that this person sees, below `before`. */
    *withLinks(asked: Asked): Tx<number[]> {
      return (yield* all(withLinks, asked)).map(({ seq }) => seq);
    },
  };
}

import { desc, eq, exists, gt, inArray, isNull, ne, not, sql } from 'drizzle-orm';
import { type NameQuery, nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import type { Privacy } from '../../protocol/users.ts';
import {
  alias,
  and,
  coalesce,
  oneMore,
  or,
  rowsOf,
  select,
  selectDistinct,
  updateTable,
} from '../engine/builder.ts';
import { beginsWith, contains } from '../engine/dialect.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members, users } from '../schema.ts';
import { namedParams, nameMatches } from './name-match.ts';
import { USER_COLUMNS } from './user-row.ts';

const [mine, theirs] = [alias(members, 'mine'), alias(members, 'theirs')];
const BOTH_IN = and(isNull(mine.leftAt), isNull(theirs.leftAt));

export function peopleStore() {
  const others = and(isNull(users.deletedAt), ne(users.id, p('exceptId')));
  const byPrefix = prepare(() =>
    select(USER_COLUMNS)
      .from(users)
      .where(and(beginsWith(users.usernameKey, p('query')), others))
      .orderBy(users.usernameKey)
      .limit(sql.placeholder('limit')),
  );
  // A scan: people are few beside messages, and only those whom no username's beginning gave are looked for.
  const beginsAWord = contains(sql`' ' || ${users.nameKey}`, sql`' ' || ${p('word0')}`);
  const bySubstring = prepare(() =>
    select(USER_COLUMNS)
      .from(users)
      .where(and(nameMatches(users), others))
      .orderBy(not(beginsAWord), sql`length(${users.displayName})`, users.id)
      .limit(sql.placeholder('limit')),
  );
  /** Partners by pairs of memberships of one chat that both people see. */
  const partners = prepare(() =>
    selectDistinct({ id: theirs.userId })
      .from(mine)
      .innerJoin(chats, eq(chats.id, mine.chatId))
      .innerJoin(theirs, and(eq(theirs.chatId, mine.chatId), ne(theirs.userId, mine.userId)))
      .where(
        and(
          eq(mine.userId, p('userId')),
          BOTH_IN,
          or(gt(chats.lastSeq, 0), and(gt(mine.memberRev, 0), gt(theirs.memberRev, 0))),
        ),
      ),
  );
  const shared = prepare(() =>
    select({ id: chats.id })
      .from(mine)
      .innerJoin(chats, and(eq(chats.id, mine.chatId), eq(chats.kind, 'group')))
      .innerJoin(theirs, and(eq(theirs.chatId, mine.chatId), eq(theirs.userId, p('otherId'))))
      .where(and(eq(mine.userId, p('userId')), BOTH_IN, ne(theirs.userId, mine.userId)))
      .orderBy(desc(chats.lastAt), chats.id),
  );
  const account = and(eq(users.id, p('id')), isNull(users.deletedAt));
  const setPrivacy = prepare(() =>
    updateTable(users)
      .set({
        whoWrites: coalesce(p('whoWrites'), users.whoWrites),
        lastSeen: coalesce(p('lastSeen'), users.lastSeen),
      })
      .where(account),
  );
  const update = prepare(() =>
    updateTable(users)
      .set({
        displayName: coalesce(p('displayName'), users.displayName),
        nameKey: coalesce(p('nameKey'), users.nameKey),
        sortKey: coalesce(p('sortKey'), users.sortKey),
        about: coalesce(p('about'), users.about),
      })
      .where(account),
  );
  const setAvatar = prepare(() =>
    updateTable(users)
      .set({ avatarFile: p('fileId') })
      .where(account),
  );
  // Devices that are away learn of the new name or picture by `memberRev`: each partner's direct chat with the person looks changed.
  const isShownDirect = exists(
    rowsOf(chats).where(
      and(
        eq(chats.id, members.chatId),
        eq(chats.kind, 'direct'),
        or(gt(chats.lastSeq, 0), gt(members.memberRev, 0)),
      ),
    ),
  );
  const touchPartners = prepare(() =>
    updateTable(members)
      .set({ memberRev: oneMore(members.memberRev) })
      .where(
        and(
          ne(members.userId, p('id')),
          isNull(members.leftAt),
          inArray(
            members.chatId,
            select({ id: mine.chatId })
              .from(mine)
              .where(eq(mine.userId, p('id'))),
          ),
          isShownDirect,
        ),
      ),
  );

  return {
    /**
     * Returns people whose username begins with the folded query, then those whose names fit it, but no deleted
     * accounts.
     */
    *find(asked: NameQuery, limit: number, exceptId: string) {
      if (asked.raw === '') return [];
      const first = yield* all(byPrefix, { query: asked.raw, exceptId, limit });
      if (first.length >= limit) return first;
      const more = yield* all(bySubstring, { ...namedParams(asked), exceptId, limit });
      const seen = new Set(first.map(({ id }) => id));
      return [...first, ...more.filter(({ id }) => !seen.has(id))].slice(0, limit);
    },

    /** All who share a chat with the person that both of them see. */
    *partners(userId: string): Tx<string[]> {
      return (yield* all(partners, { userId })).map(({ id }) => id);
    },

    /** Groups that both are in now, newest activity first. */
    *shared(userId: string, otherId: string): Tx<string[]> {
      return (yield* all(shared, { userId, otherId })).map(({ id }) => id);
    },

    setPrivacy: (id: string, { whoWrites, lastSeen }: Partial<Privacy>) =>
      run(setPrivacy, { id, whoWrites: whoWrites ?? null, lastSeen: lastSeen ?? null }),

    /** What is left out stays as it is. */
    *update(id: string, { displayName, about }: { displayName?: string; about?: string }) {
      const keys = (make: (name: string) => string) =>
        displayName === undefined ? null : make(displayName);
      const changes = {
        displayName: displayName ?? null,
        nameKey: keys(nameKey),
        sortKey: keys(sortKey),
        about: about ?? null,
      };
      if ((yield* run(update, { id, ...changes })) === 0) return;
      yield* run(touchPartners, { id });
    },

    /** null: none any more. */
    *setAvatar(id: string, fileId: string | null): Tx<void> {
      if ((yield* run(setAvatar, { id, fileId })) > 0) yield* run(touchPartners, { id });
    },
  };
}

import {
  count,
  desc,
  eq,
  exists,
  gt,
  type InferSelectModel,
  inArray,
  isNotNull,
  isNull,
  not,
  type SQL,
  sql,
} from 'drizzle-orm';
import {
  and,
  deleteFrom,
  insertInto,
  oneMore,
  or,
  params,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { flag } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, invites, joinRequests, groupInvites as links, members } from '../schema.ts';

/** A link into a group. `approval`: 1 when an admin has to let its users in. */
const LINK = {
  code: links.code,
  chatId: links.chatId,
  createdBy: links.createdBy,
  createdAt: links.createdAt,
  expiresAt: links.expiresAt,
  usesLeft: links.usesLeft,
  uses: links.uses,
  approval: links.approval,
};
export type InviteRow = Omit<InferSelectModel<typeof links>, 'revokedAt'>;

const isIt = eq(links.code, p('code'));
const isOfChat = eq(links.chatId, p('chatId'));
const IS_KEPT = isNull(links.revokedAt);
const HAS_USES = or(isNull(links.usesLeft), gt(links.usesLeft, 0));
const LIVE = and(IS_KEPT, or(isNull(links.expiresAt), gt(links.expiresAt, p('now'))), HAS_USES);

/** An invitation to the server that goes with a link into a group ends with it. `now` is when. */
export const endWithLinks = () =>
  updateTable(invites)
    .set({ revokedAt: p('now') })
    .where(
      and(
        isNull(invites.revokedAt),
        inArray(
          invites.groupCode,
          select({ code: links.code })
            .from(links)
            .where(and(isOfChat, isNotNull(links.revokedAt))),
        ),
      ),
    );

/**
 * What a link leads to. Flags of the asker: `inside`, they are in the group already; `asked`, they wait to be let in;
 * `expelled`, an admin has removed them.
 */
function doorOf() {
  const own = and(eq(members.chatId, chats.id), eq(members.userId, p('userId')));
  const isMember = (condition: SQL) => flag(exists(rowsOf(members).where(and(own, condition))));
  const waits = and(eq(joinRequests.chatId, chats.id), eq(joinRequests.userId, p('userId')));
  return select({
    ...LINK,
    title: sql<string>`${chats.title}`,
    about: chats.about,
    avatar: chats.avatarFile,
    inside: isMember(isNull(members.leftAt)),
    asked: flag(exists(rowsOf(joinRequests).where(waits))),
    expelled: isMember(isNotNull(members.expelledAt)),
  })
    .from(links)
    .innerJoin(chats, eq(chats.id, links.chatId))
    .where(and(isIt, LIVE));
}

/** Links into groups, and requests to join. */
export function invitesStore() {
  return { ...linksStore(), ...requestsStore() };
}

function linksStore() {
  const insert = prepare(() =>
    insertInto(links).values({
      ...params('code', 'chatId', 'createdBy', 'createdAt', 'expiresAt', 'usesLeft', 'approval'),
      uses: 0,
    }),
  );
  const ofChat = prepare(() =>
    select(LINK).from(links).where(and(isOfChat, LIVE)).orderBy(desc(links.createdAt), links.code),
  );
  const door = prepare(() => doorOf());
  const use = prepare(() =>
    updateTable(links)
      .set({ uses: oneMore(links.uses), usesLeft: sql`${links.usesLeft} - 1` })
      .where(and(isIt, HAS_USES)),
  );
  const end = () => updateTable(links).set({ revokedAt: p('now') });
  const isTheirs = eq(links.createdBy, p('userId'));
  const revoke = prepare(() => end().where(and(isIt, isOfChat, IS_KEPT)));
  const revokeOf = prepare(() => end().where(and(isOfChat, isTheirs, IS_KEPT)));
  const endTheirs = prepare(() => endWithLinks());
  const openBy = prepare(() =>
    select({ code: links.code })
      .from(links)
      .where(and(isIt, isTheirs, LIVE)),
  );
  const makerOf = prepare(() =>
    select({ createdBy: links.createdBy }).from(links).where(and(isIt, isOfChat)),
  );
  const dead = select({ code: links.code })
    .from(links)
    .where(and(isOfChat, not(LIVE)));
  const tidy = prepare(() => deleteFrom(links).where(and(isOfChat, inArray(links.code, dead))));

  return {
    /** Removes links that no longer open: making and revoking in turn must not fill the table. */
    *create(row: Omit<InviteRow, 'uses'>): Tx<void> {
      yield* run(tidy, { chatId: row.chatId, now: row.createdAt });
      yield* run(insert, row);
    },
    /** Those that still open, newest first. */
    ofChat: (chatId: string, now: number) => all(ofChat, { chatId, now }),
    /** None for a link that was revoked, has expired or is used up, exactly as if it did not exist. */
    door: (code: string, userId: string, now: number) => one(door, { code, userId, now }),
    /** Returns false when another person took the last use. */
    *use(code: string): Tx<boolean> {
      return (yield* run(use, { code })) > 0;
    },
    *revoke(chatId: string, code: string, now: number): Tx<void> {
      yield* run(revoke, { chatId, code, now });
      yield* run(endTheirs, { chatId, now });
    },
    /** All links that a person has made. */
    *revokeOf(chatId: string, userId: string, now: number): Tx<void> {
      yield* run(revokeOf, { chatId, userId, now });
      yield* run(endTheirs, { chatId, now });
    },
    /** Whether it opens, and is that person's own. */
    *isOpenBy(code: string, userId: string, now: number): Tx<boolean> {
      return (yield* one(openBy, { code, userId, now })) !== undefined;
    },
    *makerOf(chatId: string, code: string): Tx<string | undefined> {
      return (yield* one(makerOf, { chatId, code }))?.createdBy;
    },
  };
}

function requestsStore() {
  const ofChat = eq(joinRequests.chatId, p('chatId'));
  const ask = prepare(() =>
    insertInto(joinRequests)
      .values({ ...params('chatId', 'userId', 'code'), createdAt: p('now') })
      .onConflictDoNothing({ target: [joinRequests.chatId, joinRequests.userId] }),
  );
  const drop = prepare(() =>
    deleteFrom(joinRequests).where(and(ofChat, eq(joinRequests.userId, p('userId')))),
  );
  const requests = prepare(() =>
    select({ userId: joinRequests.userId, at: joinRequests.createdAt })
      .from(joinRequests)
      .where(ofChat)
      .orderBy(joinRequests.createdAt, joinRequests.userId),
  );
  const total = prepare(() => select({ count: count() }).from(joinRequests).where(ofChat));

  return {
    ask: (request: { chatId: string; userId: string; code: string; now: number }) =>
      run(ask, request),
    /** Returns false when there was no such request. */
    *drop(chatId: string, userId: string): Tx<boolean> {
      return (yield* run(drop, { chatId, userId })) > 0;
    },
    /** Oldest first. */
    requests: (chatId: string) => all(requests, { chatId }),
    *countRequests(chatId: string): Tx<number> {
      return (yield* one(total, { chatId }))?.count ?? 0;
    },
  };
}

import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** A link into a group. `approval`: 1 when an admin has to let its users in. */
export type InviteRow = {
  code: string;
  chatId: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number | null;
  usesLeft: number | null;
  uses: number;
  approval: number;
};
/**
 * What a link leads to. Flags of the asker: `inside`, they are in the group already; `asked`, they wait to be let in;
 * `expelled`, an admin has removed them.
 */
export type Door = InviteRow & {
  title: string;
  about: string;
  inside: number;
  asked: number;
  expelled: number;
};

const COLUMNS =
  sql.raw(`i.code, i.chat_id as "chatId", i.created_by as "createdBy", i.created_at as "createdAt",
  i.expires_at as "expiresAt", i.uses_left as "usesLeft", i.uses, i.approval`);
const LIVE = sql`i.revoked_at is null and (i.expires_at is null or i.expires_at > ${p('now')})
  and (i.uses_left is null or i.uses_left > 0)`;

/** An invitation to the server that goes with a link into a group ends with it. `now` is when. */
export const END_WITH_LINKS = sql`update invites set revoked_at = ${p('now')}
  where revoked_at is null and group_code in (select g.code from group_invites g
    where g.chat_id = ${p('chatId')} and g.revoked_at is not null)`;

/** Links into groups, and requests to join. */
export function invitesStore() {
  return { ...linksStore(), ...requestsStore() };
}

function linksStore() {
  const insert = prepareSql(
    sql`insert into group_invites (code, chat_id, created_by, created_at, expires_at, uses_left, uses, approval)
      values (${p('code')}, ${p('chatId')}, ${p('createdBy')}, ${p('createdAt')}, ${p('expiresAt')},
        ${p('usesLeft')}, 0, ${p('approval')})`,
  );
  const ofChat = prepareSql<InviteRow>(
    sql`select ${COLUMNS} from group_invites i where i.chat_id = ${p('chatId')} and ${LIVE}
      order by i.created_at desc, i.code`,
  );
  const door = prepareSql<Door>(
    sql`select ${COLUMNS}, c.title, c.about,
      exists (select 1 from members m
        where m.chat_id = c.id and m.user_id = ${p('userId')} and m.left_at is null) as inside,
      exists (select 1 from join_requests r
        where r.chat_id = c.id and r.user_id = ${p('userId')}) as asked,
      exists (select 1 from members m
        where m.chat_id = c.id and m.user_id = ${p('userId')} and m.expelled_at is not null) as expelled
      from group_invites i join chats c on c.id = i.chat_id where i.code = ${p('code')} and ${LIVE}`,
  );
  const use = prepareSql(
    sql`update group_invites set uses = uses + 1, uses_left = uses_left - 1
      where code = ${p('code')} and (uses_left is null or uses_left > 0)`,
  );
  const revoke = prepareSql(
    sql`update group_invites set revoked_at = ${p('now')}
      where code = ${p('code')} and chat_id = ${p('chatId')} and revoked_at is null`,
  );
  const revokeOf = prepareSql(
    sql`update group_invites set revoked_at = ${p('now')}
      where chat_id = ${p('chatId')} and created_by = ${p('userId')} and revoked_at is null`,
  );
  const endWithLinks = prepareSql(END_WITH_LINKS);
  const openBy = prepareSql<{ code: string }>(
    sql`select i.code from group_invites i
      where i.code = ${p('code')} and i.created_by = ${p('userId')} and ${LIVE}`,
  );
  const makerOf = prepareSql<{ createdBy: string }>(
    sql`select created_by as "createdBy" from group_invites
      where code = ${p('code')} and chat_id = ${p('chatId')}`,
  );

  const tidy = prepareSql(
    sql`delete from group_invites where chat_id = ${p('chatId')} and code in
      (select i.code from group_invites i where i.chat_id = ${p('chatId')} and not (${LIVE}))`,
  );

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
      yield* run(endWithLinks, { chatId, now });
    },
    /** All links that a person has made. */
    *revokeOf(chatId: string, userId: string, now: number): Tx<void> {
      yield* run(revokeOf, { chatId, userId, now });
      yield* run(endWithLinks, { chatId, now });
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
  const ask = prepareSql(
    sql`insert into join_requests (chat_id, user_id, code, created_at)
      values (${p('chatId')}, ${p('userId')}, ${p('code')}, ${p('now')})
      on conflict (chat_id, user_id) do nothing`,
  );
  const drop = prepareSql(
    sql`delete from join_requests where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
  );
  const requests = prepareSql<{ userId: string; at: number }>(
    sql`select user_id as "userId", created_at as at from join_requests where chat_id = ${p('chatId')}
      order by created_at, user_id`,
  );
  const count = prepareSql<{ count: number }>(
    sql`select count(*) as count from join_requests where chat_id = ${p('chatId')}`,
  );

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
      return (yield* one(count, { chatId }))?.count ?? 0;
    },
  };
}

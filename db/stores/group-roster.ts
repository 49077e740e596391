import { sql } from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import type { NameQuery } from '../../protocol/names.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { MEMBER, MEMBER_COLUMNS, type MemberRow } from './member-row.ts';
import { namedParams, nameMatches } from './name-match.ts';

/**
 * A person who may be added. `closed`: the asker may not add them, because they have blocked the asker or accept only
 * contacts and the asker is none; or no one may, because they have left by themselves and return only by a link.
 * `present`: they are in the group. `full`: they are in as many chats as a person may be.
 */
type Candidate = { id: string; closed: number; present: number; full: number };

type Entrance = { seq: number; role?: string; by?: string; requests?: boolean };
type Page = { userId: string; chatId: string; q: NameQuery; after: string; limit: number };

/** Who is in a group: entering, leaving, roles. */
export function rosterStore() {
  return { ...doorStore(), ...rolesStore(), ...pageStore() };
}

/** Whether `by` is a contact of the one who is added (`j.value`): each of the ways is one that the latter has taken. */
const KNOWN = sql`exists (select 1 from chats d join members t on t.chat_id = d.id and t.user_id = j.value
    where d.direct_key = min(j.value, ${p('by')}) || ':' || max(j.value, ${p('by')})
    and t.request = 0 and (d.last_seq > 0 or t.list_rev > 0))
  or exists (select 1 from members mine join members theirs on theirs.chat_id = mine.chat_id
    and theirs.user_id = j.value and theirs.left_at is null and theirs.added = 0
    join chats g on g.id = mine.chat_id and g.kind = 'group'
    where mine.user_id = ${p('by')} and mine.left_at is null)
  or exists (select 1 from users u where (u.id = j.value and u.invited_by = ${p('by')})
    or (u.id = ${p('by')} and u.invited_by = j.value))`;

function doorStore() {
  // A person who returns begins like a new member, but their `list` goes on: devices that were away must see that it
  // moved.
  const enter = prepareSql<{ id: string }>(
    sql`insert into members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, list_rev, added, request)
      select ${p('chatId')}, j.value, ${p('role')}, ${p('seq')}, ${p('seq')}, ${p('seq')}, 1, ${p('by')} <> '',
        ${p('by')} <> '' and ${p('requests')} = 1 and not (${KNOWN})
      from json_each(${p('ids')}) j where true
      on conflict (chat_id, user_id) do update set left_at = null, role = excluded.role,
        delivered_seq = excluded.delivered_seq, read_seq = excluded.read_seq, joined_seq = excluded.joined_seq,
        muted_until = null, pinned_at = null, archived_at = null, unread_mark = 0, draft = null,
        removed_seq = null, expelled_at = null, request = excluded.request, added = excluded.added,
        list_rev = members.list_rev + 1
      where members.left_at is not null
      returning user_id as id`,
  );
  const leave = prepareSql<{ list: number }>(
    sql`update members set left_at = ${p('at')}, expelled_at = ${p('expelledAt')}, list_rev = list_rev + 1
      where chat_id = ${p('chatId')} and user_id = ${p('userId')} and left_at is null
      returning list_rev as list`,
  );
  const forgetRequests = prepareSql(
    sql`delete from join_requests where chat_id = ${p('chatId')}
      and user_id in (select value from json_each(${p('ids')}))`,
  );
  const candidates = prepareSql<Candidate>(
    sql`select u.id,
      exists (select 1 from blocks b where b.user_id = u.id and b.blocked_id = ${p('userId')})
      or (u.who_writes = 'nobody' and u.id <> ${p('userId')} and not exists (select 1 from chats d
        join members t on t.chat_id = d.id and t.user_id = u.id
        where d.direct_key = min(u.id, ${p('userId')}) || ':' || max(u.id, ${p('userId')})
        and t.request = 0 and (d.last_seq > 0 or t.list_rev > 0)))
      or exists (select 1 from members m where m.chat_id = ${p('chatId')} and m.user_id = u.id
        and m.left_at is not null and m.expelled_at is null) as closed,
      exists (select 1 from members m
        where m.chat_id = ${p('chatId')} and m.user_id = u.id and m.left_at is null) as present,
      (select count(*) from members m where m.user_id = u.id and m.left_at is null) >= ${LIMITS.chatsIn} as "full"
      from json_each(${p('ids')}) j join users u on u.id = j.value where u.deleted_at is null`,
  );

  return {
    /**
     * Adds those of `ids` who are not in the group, and returns them. They begin behind message `seq`. `by`: the member
     * who adds them, '' when they come themselves. For a person who does not have that member as a contact, the group
     * is a request.
     */
    *enter(chatId: string, ids: readonly string[], entrance: Entrance) {
      const { seq, role = 'member', by = '', requests = false } = entrance;
      const asked = { chatId, ids: JSON.stringify(ids), seq, role, by, requests: Number(requests) };
      const entered = yield* all(enter, asked);
      yield* run(forgetRequests, { chatId, ids: JSON.stringify(ids) });
      return entered.map(({ id }) => id);
    },
    /**
     * Returns their `list` afterwards; undefined when they were not in the group. `expelled`: another member removed
     * them.
     */
    *leave(chatId: string, userId: string, at: number, expelled: boolean): Tx<number | undefined> {
      const expelledAt = expelled ? at : null;
      return (yield* one(leave, { chatId, userId, at, expelledAt }))?.list;
    },
    /** Accounts that exist, of `ids`. */
    candidates: (userId: string, chatId: string, ids: readonly string[]) =>
      all(candidates, { userId, chatId, ids: JSON.stringify(ids) }),
  };
}

function rolesStore() {
  const setRole = prepareSql(
    sql`update members set role = ${p('role')}, list_rev = list_rev + 1
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
  );
  const roleOf = prepareSql<{ role: string }>(
    sql`select role from members
      where chat_id = ${p('chatId')} and user_id = ${p('userId')} and left_at is null`,
  );
  const count = prepareSql<{ count: number }>(
    sql`select count(*) as count from members where chat_id = ${p('chatId')} and left_at is null`,
  );
  const leaders = prepareSql<{ id: string }>(
    sql`select user_id as id from members
      where chat_id = ${p('chatId')} and left_at is null and role in ('owner', 'admin')`,
  );

  return {
    setRole: (chatId: string, userId: string, role: string) =>
      run(setRole, { chatId, userId, role }),
    *roleOf(chatId: string, userId: string): Tx<string | undefined> {
      return (yield* one(roleOf, { chatId, userId }))?.role;
    },
    *count(chatId: string): Tx<number> {
      return (yield* one(count, { chatId }))?.count ?? 0;
    },
    /** The owner and the admins. */
    *leaders(chatId: string): Tx<string[]> {
      return (yield* all(leaders, { chatId })).map(({ id }) => id);
    },
  };
}

function pageStore() {
  // Owner, admins, others. The place of `after` is known though they have left meanwhile.
  const rank = (of: string) =>
    sql.raw(`case ${of}.role when 'owner' then 0 when 'admin' then 1 else 2 end`);
  const page = prepareSql<MemberRow>(
    sql`select ${MEMBER_COLUMNS} from members o join chats c on c.id = o.chat_id join users u on u.id = o.user_id
      where o.chat_id = ${p('chatId')} and o.left_at is null
      and (${p('raw')} = '' or ${nameMatches('u')})
      and (${p('after')} = '' or (${rank('o')}, u.sort_key, u.id) > (select ${rank('a')}, v.sort_key, v.id
        from members a join users v on v.id = a.user_id
        where a.chat_id = ${p('chatId')} and a.user_id = ${p('after')}))
      order by ${rank('o')}, u.sort_key, u.id limit ${p('limit')}`,
  );
  const these = prepareSql<MemberRow>(
    sql`${MEMBER} and o.chat_id = ${p('chatId')}
      and o.user_id in (select value from json_each(${p('ids')}))`,
  );
  const everIn = prepareSql<{ id: string }>(
    sql`select user_id as id from members
      where chat_id = ${p('chatId')} and user_id in (select value from json_each(${p('ids')}))`,
  );

  return {
    /** Owner first, then admins, then by name. `q`: empty for all. `after`: the last one of the page before. */
    *page({ q, ...asked }: Page) {
      return (yield* all(page, { ...namedParams(q), ...asked })).map(withoutChat);
    },
    *these(userId: string, chatId: string, ids: readonly string[]) {
      const rows = yield* all(these, { userId, chatId, ids: JSON.stringify(ids) });
      return rows.map(withoutChat);
    },
    /** Returns those of `ids` who are or were members. */
    *everIn(chatId: string, ids: readonly string[]): Tx<string[]> {
      return (yield* all(everIn, { chatId, ids: JSON.stringify(ids) })).map(({ id }) => id);
    },
  };
}

function withoutChat({ chatId: _, ...member }: MemberRow): Omit<MemberRow, 'chatId'> {
  return member;
}

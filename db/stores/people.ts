import { type InferSelectModel, sql } from 'drizzle-orm';
import { type NameQuery, nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import type { Privacy } from '../../protocol/users.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import type { users } from '../schema.ts';
import { namedParams, nameMatches } from './name-match.ts';

type Found = Omit<InferSelectModel<typeof users>, 'credentialKind' | 'credentialHash' | 'sortKey'>;

const COLUMNS = sql.raw(
  'id, username, username_key, display_name, name_key, about, role, created_at, deleted_at, who_writes, last_seen',
);
/** Pairs of memberships of one chat that both people see: `mine` and `theirs`. */
const SHARED = sql`members mine
  join chats c on c.id = mine.chat_id
  join members theirs on theirs.chat_id = mine.chat_id and theirs.user_id <> mine.user_id
  where mine.user_id = ${p('userId')} and mine.left_at is null and theirs.left_at is null
  and (c.last_seq > 0 or (mine.list_rev > 0 and theirs.list_rev > 0))`;

export function peopleStore() {
  const byPrefix = prepareSql<Found>(
    sql`select ${COLUMNS} from users
      where username_key >= ${p('query')} and username_key < ${p('query')} || char(1114111)
      and deleted_at is null and id <> ${p('exceptId')} order by username_key limit ${p('limit')}`,
  );
  // A scan: people are few beside messages, and only those whom no username's beginning gave are looked for.
  const bySubstring = prepareSql<Found>(
    sql`select ${COLUMNS} from users
      where ${nameMatches('users')}
      and deleted_at is null and id <> ${p('exceptId')}
      order by instr(' ' || name_key, ' ' || ${p('word0')}) = 0, length(display_name), id
      limit ${p('limit')}`,
  );
  const partners = prepareSql<{ id: string }>(
    sql`select distinct theirs.user_id as id from ${SHARED}`,
  );
  const sharing = prepareSql<{ id: string }>(
    sql`select distinct theirs.user_id as id from ${SHARED}
      and theirs.user_id in (select value from json_each(${p('ids')}))`,
  );
  const shared = prepareSql<{ id: string }>(
    sql`select c.id from members mine join chats c on c.id = mine.chat_id and c.kind = 'group'
      join members theirs on theirs.chat_id = mine.chat_id and theirs.user_id = ${p('otherId')}
      where mine.user_id = ${p('userId')} and mine.left_at is null and theirs.left_at is null
      and theirs.user_id <> mine.user_id order by c.last_at desc, c.id`,
  );
  const setPrivacy = prepareSql(
    sql`update users set who_writes = coalesce(${p('whoWrites')}, who_writes),
      last_seen = coalesce(${p('lastSeen')}, last_seen) where id = ${p('id')} and deleted_at is null`,
  );
  const update = prepareSql(
    sql`update users set display_name = coalesce(${p('displayName')}, display_name),
      name_key = coalesce(${p('nameKey')}, name_key), sort_key = coalesce(${p('sortKey')}, sort_key),
      about = coalesce(${p('about')}, about)
      where id = ${p('id')} and deleted_at is null`,
  );
  // Devices that are away learn of the new name by `list`: each partner's direct chat with the person looks changed.
  const touchPartners = prepareSql(
    sql`update members set list_rev = list_rev + 1
      where user_id <> ${p('id')} and left_at is null
      and chat_id in (select mine.chat_id from members mine where mine.user_id = ${p('id')})
      and exists (select 1 from chats c where c.id = members.chat_id and c.kind = 'direct'
        and (c.last_seq > 0 or members.list_rev > 0))`,
  );

  return {
    /**
     * Returns people whose username begins with the folded query, then those whose names fit it, but no deleted
     * accounts.
     */
    *find(asked: NameQuery, limit: number, exceptId: string): Tx<Found[]> {
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

    /** Returns those of `ids` among the partners. */
    *sharing(userId: string, ids: readonly string[]): Tx<string[]> {
      const rows = yield* all(sharing, { userId, ids: JSON.stringify(ids) });
      return rows.map(({ id }) => id);
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
  };
}

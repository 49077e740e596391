import { type SQL, sql } from 'drizzle-orm';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

const ME = p('userId');
const blockBetween = sql`exists (select 1 from blocks b where b.user_id = u.id and b.blocked_id = ${ME})
  or exists (select 1 from blocks b where b.user_id = ${ME} and b.blocked_id = u.id)`;
/** Whether the setting of one of the two lets the other see: `own` is their member row of the direct chat `d`. */
const lets = (setting: SQL, own: SQL): SQL =>
  sql`(${setting} = 'everyone' or (${setting} = 'contacts' and d.last_seq > 0 and ${own}.request = 0))`;

/** Who has blocked whom, and who may see whose presence. */
export function blocksStore() {
  // The receipts of the direct chat as they stand now: the blocked person sees them there from now on.
  const block = prepareSql(
    sql`insert into blocks (user_id, blocked_id, created_at, delivered_seq, read_seq)
      select ${ME}, ${p('otherId')}, ${p('now')},
        coalesce(max(case m.request when 0 then m.delivered_seq else 0 end), 0),
        coalesce(max(case m.request when 0 then m.read_seq else 0 end), 0)
      from members m where m.chat_id = ${p('chatId')} and m.user_id = ${ME}
      on conflict do nothing`,
  );
  const unblock = prepareSql(
    sql`delete from blocks where user_id = ${ME} and blocked_id = ${p('otherId')}`,
  );
  const blocked = prepareSql<{ id: string }>(
    sql`select blocked_id as id from blocks where user_id = ${ME} order by created_at desc, blocked_id`,
  );
  /** `own`: the member row, in a group of both, of the person who is seen. */
  const rest = (own: SQL) => sql`join users me on me.id = ${ME}
    left join chats d on d.direct_key = min(u.id, me.id) || ':' || max(u.id, me.id)
    left join members theirs on theirs.chat_id = d.id and theirs.user_id = u.id
    left join members mine on mine.chat_id = d.id and mine.user_id = me.id
    where u.id <> me.id and not (${blockBetween})
    and (d.last_seq > 0 or (mine.list_rev > 0 and theirs.list_rev > 0) or exists (
      select 1 from members t join chats g on g.id = t.chat_id and g.kind = 'group'
      join members s on s.chat_id = t.chat_id and s.user_id = me.id
      where t.user_id = u.id and t.left_at is null and s.left_at is null and ${own}.added = 0))
    and ${lets(sql.raw('u.last_seen'), sql.raw('theirs'))}
    and ${lets(sql.raw('me.last_seen'), sql.raw('mine'))}`;
  const people = sql`select u.id from json_each(${p('ids')}) j cross join users u on u.id = j.value`;
  const seen = prepareSql<{ id: string }>(
    sql`${people} ${rest(sql.raw('t'))} and coalesce(theirs.request, 0) = 0`,
  );
  const seers = prepareSql<{ id: string }>(
    sql`${people} ${rest(sql.raw('s'))} and coalesce(mine.request, 0) = 0`,
  );
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

  return {
    /** false: it was so already. `chatId`: the direct chat of both, '' when they have none. */
    *block(userId: string, otherId: string, chatId: string, now: number): Tx<boolean> {
      return (yield* run(block, { userId, otherId, chatId, now })) > 0;
    },
    *unblock(userId: string, otherId: string): Tx<boolean> {
      return (yield* run(unblock, { userId, otherId })) > 0;
    },
    *count(userId: string): Tx<number> {
      return (yield* all(blocked, { userId })).length;
    },
    /** Newest first. */
    *of(userId: string): Tx<string[]> {
      return idsOf(yield* all(blocked, { userId }));
    },
    /**
     * Returns those of `ids` whose presence the person may see: they share a chat, neither has blocked the other, the
     * settings of both allow it (a person who hides does not see others), and no request of the person waits for their
     * answer.
     */
    *seen(userId: string, ids: readonly string[]): Tx<string[]> {
      return idsOf(yield* all(seen, { userId, ids: JSON.stringify(ids) }));
    },
    /** Returns those of `ids` who may see the person's presence. */
    *seers(userId: string, ids: readonly string[]): Tx<string[]> {
      return idsOf(yield* all(seers, { userId, ids: JSON.stringify(ids) }));
    },
  };
}

import { sql } from 'drizzle-orm';
import { all, run } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** What was done. `target`: id of the account that it was done to. `details`: no secrets, no text of messages. */
type AuditAction = {
  at: number;
  actorId: string | null;
  act: string;
  target?: string;
  details?: Record<string, unknown>;
};
/** `actor`, `target`: usernames of today; their names, null of accounts that were deleted. `details`: JSON. */
export type AuditRow = {
  id: number;
  at: number;
  actor: string | null;
  actorName: string | null;
  act: string;
  target: string | null;
  targetName: string | null;
  details: string;
};

/** What administrators did. It is written in the transaction of the action itself. */
export function auditStore() {
  const insert = prepareSql(
    sql`insert into audit (at, actor_id, act, target, details)
      values (${p('at')}, ${p('actorId')}, ${p('act')}, ${p('target')}, ${p('details')})`,
  );
  const page = prepareSql<AuditRow>(
    sql`select a.id, a.at, u.username as actor, a.act, coalesce(t.username, a.target) as target, a.details,
      case when u.deleted_at is null then u.display_name end as "actorName",
      case when t.deleted_at is null then t.display_name end as "targetName"
      from audit a left join users u on u.id = a.actor_id left join users t on t.id = a.target
      where a.id < ${p('before')} order by a.id desc limit ${p('limit')}`,
  );

  return {
    add: ({ at, actorId, act, target, details = {} }: AuditAction) =>
      run(insert, { at, actorId, act, target: target ?? null, details: JSON.stringify(details) }),
    /** Newest first. */
    page: (before: number, limit: number) => all(page, { before, limit }),
  };
}

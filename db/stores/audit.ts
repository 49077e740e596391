import { desc, eq, lt, sql } from 'drizzle-orm';
import { alias, coalesce, insertInto, params, select } from '../engine/builder.ts';
import { NEXT_ID } from '../engine/dialect.ts';
import { all, run } from '../engine/engine.ts';
import { p, prepare, type RowOf } from '../engine/query.ts';
import { audit, users } from '../schema.ts';

/** What was done. `target`: id of the account that it was done to. `details`: no secrets, no text of messages. */
type AuditAction = {
  at: number;
  actorId: string | null;
  action: string;
  target?: string;
  details?: Record<string, unknown>;
};

const [actor, target] = [alias(users, 'actor'), alias(users, 'target')];
/** What a name is shown as: null of an account that was deleted. */
const nameOf = ({ deletedAt, displayName }: typeof actor | typeof target) =>
  sql<string | null>`case when ${deletedAt} is null then ${displayName} end`;
/** `actor`, `target`: usernames of today; their names, null of accounts that were deleted. `details`: JSON. */
const SHOWN = {
  id: audit.id,
  at: audit.at,
  actor: actor.username,
  action: audit.action,
  target: coalesce<string | null>(target.username, audit.target),
  details: audit.details,
  actorName: nameOf(actor),
  targetName: nameOf(target),
};
const page = () =>
  prepare(() =>
    select(SHOWN)
      .from(audit)
      .leftJoin(actor, eq(actor.id, audit.actorId))
      .leftJoin(target, eq(target.id, audit.target))
      .where(lt(audit.id, p('before')))
      .orderBy(desc(audit.id))
      .limit(sql.placeholder('limit')),
  );
export type AuditRow = RowOf<ReturnType<typeof page>>;

/** What administrators did. It is written in the transaction of the action itself. */
export function auditStore() {
  const insert = prepare(() =>
    insertInto(audit).values({
      id: NEXT_ID,
      ...params('at', 'actorId', 'action', 'target', 'details'),
    }),
  );
  const newest = page();

  return {
    add: ({ at, actorId, action, target, details = {} }: AuditAction) =>
      run(insert, {
        at,
        actorId,
        action,
        target: target ?? null,
        details: JSON.stringify(details),
      }),
    /** Newest first. */
    page: (before: number, limit: number) => all(newest, { before, limit }),
  };
}

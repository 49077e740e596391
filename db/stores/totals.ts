import { count, gt, isNull } from 'drizzle-orm';
import { aggregate, coalesce, select, selectDistinct, selectValues } from '../engine/builder.ts';
import { totalOf } from '../engine/dialect.ts';
import { one, type Tx } from '../engine/engine.ts';
import { prepare } from '../engine/query.ts';
import { chats, files, users } from '../schema.ts';

/** How much there is; `filesBytes` counts the same content once. */
type Totals = { users: number; chats: number; messages: number; filesBytes: number };

const NONE: Totals = { users: 0, chats: 0, messages: 0, filesBytes: 0 };

export function totalsStore() {
  const rows = { count: count() };
  const contents = selectDistinct({ sha256: files.sha256, size: files.size })
    .from(files)
    .as('contents');
  const totals = prepare(() =>
    selectValues({
      users: aggregate(select(rows).from(users).where(isNull(users.deletedAt))),
      chats: aggregate(select(rows).from(chats).where(gt(chats.lastSeq, 0))),
      messages: aggregate(select({ sum: coalesce<number>(totalOf(chats.lastSeq), 0) }).from(chats)),
      filesBytes: aggregate(
        select({ sum: coalesce<number>(totalOf(contents.size), 0) }).from(contents),
      ),
    }),
  );
  return {
    *all(): Tx<Totals> {
      return (yield* one(totals)) ?? NONE;
    },
  };
}

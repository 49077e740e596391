import { eq, gt, type InferSelectModel, lte } from 'drizzle-orm';
import { and, deleteFrom, insertInto, or, paramsOf, select } from '../engine/builder.ts';
import { isSame } from '../engine/dialect.ts';
import { one, run } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { oneTimeLinks as links } from '../schema.ts';

/** `hash`: SHA-256 of the secret. `userId`: whose password it is for. */
type LinkRow = InferSelectModel<typeof links>;
type LinkKind = LinkRow['kind'];

/** One-time links: what is kept of them opens nothing. */
export function linksStore() {
  const insert = prepare(() => insertInto(links).values(paramsOf(links)));
  const live = prepare(() =>
    select({ userId: links.userId })
      .from(links)
      .where(
        and(eq(links.hash, p('hash')), eq(links.kind, p('kind')), gt(links.expiresAt, p('now'))),
      ),
  );
  const forget = prepare(() =>
    deleteFrom(links).where(
      or(
        lte(links.expiresAt, p('now')),
        and(eq(links.kind, p('kind')), isSame(links.userId, p('userId'))),
      ),
    ),
  );

  return {
    create: (row: LinkRow) => run(insert, row),
    /** None for one that was used, replaced, or has expired. */
    live: (hash: string, kind: LinkKind, now: number) => one(live, { hash, kind, now }),
    /** Removes the links of one person (of kind `admin`: without a person), and all that have expired. */
    forget: (kind: LinkKind, userId: string | null, now: number) =>
      run(forget, { kind, userId, now }),
  };
}

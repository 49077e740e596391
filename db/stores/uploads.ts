import { count, desc, eq, gt, type InferSelectModel, lt, sql } from 'drizzle-orm';
import {
  aggregate,
  and,
  coalesce,
  deleteFrom,
  insertInto,
  paramsOf,
  scalar,
  select,
} from '../engine/builder.ts';
import { totalOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { storage, uploads, users } from '../schema.ts';

/** An upload under way. Its id is the one that the file will have; `length`: bytes of the whole. */
export type UploadRow = InferSelectModel<typeof uploads>;
/** `bytes`: of files and of the whole of uploads under way. `open`: how many of those there are. */
type Kept = { bytes: number; open: number };
const NOTHING: Kept = { bytes: 0, open: 0 };

const SHOWN = {
  id: uploads.id,
  ownerId: uploads.ownerId,
  name: uploads.name,
  claimed: uploads.claimed,
  length: uploads.length,
  createdAt: uploads.createdAt,
};

/** Uploads under way, and how much is kept of whom. */
export function uploadsStore() {
  const insert = prepare(() => insertInto(uploads).values(paramsOf(uploads)), 'kept');
  const isOne = eq(uploads.id, p('id'));
  const ofOwner = prepare(() =>
    select(SHOWN)
      .from(uploads)
      .where(and(isOne, eq(uploads.ownerId, p('userId')))),
  );
  const drop = prepare(() => deleteFrom(uploads).where(isOne), 'kept');
  const ids = () => select({ id: uploads.id }).from(uploads);
  const madeBefore = prepare(() =>
    ids()
      .where(and(gt(uploads.id, p('after')), lt(uploads.createdAt, p('before'))))
      .orderBy(uploads.id)
      .limit(sql.placeholder('limit')),
  );
  const idsOf = prepare(() => ids().where(eq(uploads.ownerId, p('userId'))));
  const isOpen = prepare(() => ids().where(isOne));
  const lengths = coalesce<number>(totalOf(uploads.length), 0);
  const own = scalar(
    select({ bytes: storage.bytes })
      .from(storage)
      .where(eq(storage.ownerId, p('userId'))),
  );
  const keptOf = prepare(() =>
    select({ bytes: sql<number>`${coalesce(own, 0)} + ${lengths}`, open: count() })
      .from(uploads)
      .where(eq(uploads.ownerId, p('userId'))),
  );
  const sum = aggregate(
    select({ bytes: coalesce<number>(totalOf(storage.bytes), 0) }).from(storage),
  );
  const keptOfAll = prepare(() =>
    select({ bytes: sql<number>`${sum} + ${lengths}`, open: count() }).from(uploads),
  );

  const largest = prepare(() =>
    select({
      id: users.id,
      username: sql<string>`case when ${users.deletedAt} is null then ${users.username} else '' end`,
      displayName: users.displayName,
      avatar: users.avatarFile,
      bytes: storage.bytes,
    })
      .from(storage)
      .innerJoin(users, eq(users.id, storage.ownerId))
      .where(gt(storage.bytes, 0))
      .orderBy(desc(storage.bytes))
      .limit(sql.placeholder('limit')),
  );

  return {
    /** Who keeps most in files, the most first. */
    largest: (limit: number) => all(largest, { limit }),
    create: (row: UploadRow) => run(insert, row),
    /** None: it is another person's, has become a file, or is not there. */
    ofOwner: (userId: string, id: string) => one(ofOwner, { userId, id }),
    /** It has ended, or has become a file. Returns whether it was there. */
    *drop(id: string): Tx<boolean> {
      return (yield* run(drop, { id })) > 0;
    },
    /** Made before a time, ordered by id. */
    *madeBefore(after: string, before: number, limit: number): Tx<string[]> {
      return (yield* all(madeBefore, { after, before, limit })).map(({ id }) => id);
    },
    *idsOf(userId: string): Tx<string[]> {
      return (yield* all(idsOf, { userId })).map(({ id }) => id);
    },
    *isOpen(id: string): Tx<boolean> {
      return (yield* one(isOpen, { id })) !== undefined;
    },
    *keptOf(userId: string): Tx<Kept> {
      return (yield* one(keptOf, { userId })) ?? NOTHING;
    },
    *keptOfAll(): Tx<Kept> {
      return (yield* one(keptOfAll)) ?? NOTHING;
    },
  };
}

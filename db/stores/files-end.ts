import { eq, gt, type InferSelectModel, lt, notExists, sql } from 'drizzle-orm';
import {
  and,
  deleteFrom,
  insertInto,
  named,
  or,
  params,
  paramsOf,
  rowsOf,
  select,
  selectValues,
  updateTable,
} from '../engine/builder.ts';
import { flag, larger } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { files, messageFiles, storage, thumbs } from '../schema.ts';
import { isNoAvatar } from './avatars.ts';

/** A small picture of a file; its bytes lie among those of files. */
export type ThumbRow = InferSelectModel<typeof thumbs>;

const notInMessages = () =>
  notExists(rowsOf(messageFiles).where(eq(messageFiles.fileId, files.id)));

/** Thumbs, and the end of files that nothing holds. */
export function fileEndStore() {
  return { ...thumbsStore(), ...endStore() };
}

function thumbsStore() {
  const put = prepare(
    () =>
      insertInto(thumbs)
        .values(paramsOf(thumbs))
        .onConflictDoUpdate({ target: thumbs.fileId, set: params('sha256', 'size', 'mime') }),
    'kept',
  );
  const of = prepare(() =>
    select({ fileId: thumbs.fileId, sha256: thumbs.sha256, size: thumbs.size, mime: thumbs.mime })
      .from(thumbs)
      .where(eq(thumbs.fileId, p('id'))),
  );
  const held = prepare(() =>
    select({ id: messageFiles.fileId })
      .from(messageFiles)
      .where(eq(messageFiles.fileId, p('id')))
      .limit(1),
  );
  return {
    putThumb: (row: ThumbRow) => run(put, row),
    /** Of a file, or of an upload that will be one. */
    thumbOf: (id: string) => one(of, { id }),
    /** Whether any message holds it. */
    *isHeld(id: string): Tx<boolean> {
      return (yield* one(held, { id })) !== undefined;
    },
  };
}

function endStore() {
  const page = prepare(() =>
    select({
      id: files.id,
      orphan: flag(and(lt(files.createdAt, p('before')), notInMessages(), isNoAvatar())),
    })
      .from(files)
      .where(gt(files.id, p('after')))
      .orderBy(files.id)
      .limit(sql.placeholder('limit')),
  );
  const drop = prepare(
    () =>
      deleteFrom(files)
        .where(and(eq(files.id, p('id')), notInMessages(), isNoAvatar()))
        .returning(named({ ownerId: files.ownerId, sha256: files.sha256, size: files.size })),
    'kept',
  );
  const subtract = prepare(
    () =>
      updateTable(storage)
        .set({ bytes: larger(sql`0`, sql`${storage.bytes} - ${p('size')}`) })
        .where(eq(storage.ownerId, p('ownerId'))),
    'kept',
  );
  const endThumb = prepare(
    () =>
      deleteFrom(thumbs)
        .where(eq(thumbs.fileId, p('id')))
        .returning(named({ sha256: thumbs.sha256 })),
    'kept',
  );
  const used = prepare(() =>
    selectValues({
      found: flag(
        or(
          sql`exists ${rowsOf(files).where(eq(files.sha256, p('sha256')))}`,
          sql`exists ${rowsOf(thumbs).where(eq(thumbs.sha256, p('sha256')))}`,
        ),
      ),
    }),
  );

  function* isUsed(sha256: string): Tx<boolean> {
    return (yield* one(used, { sha256 }))?.found === 1;
  }
  function* unused(hashes: readonly (string | undefined)[]): Tx<string[]> {
    const free: string[] = [];
    for (const hash of new Set(hashes)) if (hash && !(yield* isUsed(hash))) free.push(hash);
    return free;
  }
  function* dropThumb(id: string): Tx<string | undefined> {
    return (yield* one(endThumb, { id }))?.sha256;
  }

  return {
    /** Ordered by id. `orphan`: older than `before`, and held by no message, person or group. */
    page: (after: string, before: number, limit: number) => all(page, { after, before, limit }),
    /** Whether a file or a thumb has these bytes. */
    isUsed,
    /** Ends a file that no message, person or group holds. Returns the bytes that belong to nothing from here on. */
    *dropFile(id: string): Tx<string[]> {
      const file = yield* one(drop, { id });
      if (!file) return [];
      yield* run(subtract, { ownerId: file.ownerId, size: file.size });
      return yield* unused([file.sha256, yield* dropThumb(id)]);
    },
    /** The same of a thumb alone: of an upload that has ended, or one that gets another. */
    *dropThumb(id: string): Tx<string[]> {
      return yield* unused([yield* dropThumb(id)]);
    },
  };
}

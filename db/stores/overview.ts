import { existsSync, statSync } from 'node:fs';
import { count, eq, exists, gt, isNull } from 'drizzle-orm';
import { FILES_SINCE, schemaOf } from '../engine/backup.ts';
import {
  aggregate,
  and,
  coalesce,
  rowsOf,
  scalar,
  select,
  selectDistinct,
  selectValues,
} from '../engine/builder.ts';
import { Connection } from '../engine/connection.ts';
import { flag, totalOf } from '../engine/dialect.ts';
import { one, runSync, type Tx } from '../engine/engine.ts';
import { prepare } from '../engine/query.ts';
import { openBeside } from '../engine/read-only.ts';
import { chats, files, settings, users } from '../schema.ts';

/** What a data file holds. `bytes`: with its write-ahead log. `filesBytes`: the same content
 * once, thumbs aside. `registration`: what an administrator has chosen. */
export type Overview = {
  users: number;
  chats: number;
  messages: number;
  registration: string | null;
  hasAdmin: boolean;
  bytes: number;
  filesBytes: number;
};

const COUNTS = prepare(() => {
  const rows = { count: count() };
  const isAdmin = and(eq(users.role, 'admin'), isNull(users.deletedAt));
  const registration = select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, 'instance.registration'));
  return selectValues({
    users: aggregate(select(rows).from(users).where(isNull(users.deletedAt))),
    chats: aggregate(select(rows).from(chats).where(gt(chats.lastSeq, 0))),
    messages: aggregate(select({ sum: coalesce<number>(totalOf(chats.lastSeq), 0) }).from(chats)),
    registration: scalar(registration),
    admin: flag(exists(rowsOf(users).where(isAdmin))),
  });
});

const FILES = prepare(() => {
  const contents = selectDistinct({ sha256: files.sha256, size: files.size }).from(files);
  const each = contents.as('contents');
  return select({ bytes: coalesce<number>(totalOf(each.size), 0) }).from(each);
});

/** The same of any engine; `bytes` is for who asks to say. */
export function* findOverview(): Tx<Omit<Overview, 'bytes'> | undefined> {
  const found = yield* one(COUNTS);
  if (found === undefined) return undefined;
  const { admin, ...counts } = found;
  const files = yield* one(FILES);
  return { ...counts, hasAdmin: admin === 1, filesBytes: files?.bytes ?? 0 };
}

/** Reads beside a server that may be running, and changes nothing. */
export function readOverview(path: string): Overview | undefined {
  if (!existsSync(path)) return undefined;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const connection = new Connection(openBeside(path));
  try {
    const found = runSync(one(COUNTS), connection.execute);
    if (found === undefined) return undefined;
    const { admin, ...counts } = found;
    return {
      ...counts,
      hasAdmin: admin === 1,
      bytes: statSync(path).size + (log?.size ?? 0),
      filesBytes: filesIn(connection),
    };
  } finally {
    connection.close();
  }
}

/** None in data of the first releases, which knew no files. */
function filesIn({ database, execute }: Connection): number {
  if (schemaOf(database) < FILES_SINCE) return 0;
  return runSync(one(FILES), execute)?.bytes ?? 0;
}

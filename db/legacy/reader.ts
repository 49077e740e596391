import type { Database } from 'bun:sqlite';
import { statSync } from 'node:fs';
import { LIMITS } from '../../protocol/limits.ts';
import { isDamage } from '../engine/error-codes.ts';
import { isMissingLog, openForReading, UnfitError } from './open.ts';
import {
  type LegacyMessageHeader,
  type Loose,
  type OldConversation,
  type OldFile,
  type OldMessage,
  type OldParticipant,
  type OldSubscription,
  type OldUser,
  TABLES,
  type TableName,
} from './rows.ts';

/** Rows that are read in one go. */
const PAGE = 20_000;

export type LegacyData = ReturnType<typeof openLegacy>;

/** The database of the Go program, read and never written. Throws UnfitError for what is none. */
export function openLegacy(path: string) {
  const { database, digest, close } = openForReading(path);
  try {
    database.run('PRAGMA cache_size = -16384');
    return { ...readerOf(database, path), digest, close };
  } catch (error) {
    close();
    if (error instanceof UnfitError) throw error;
    // Half a file, or a page that was overwritten.
    throw isDamage(error) ? new UnfitError('damaged', path) : error;
  }
}

function readerOf(database: Database, path: string) {
  const columns = columnsOf(database, path);
  const select = (name: TableName): string => {
    const { needed, others } = TABLES[name];
    const found = columns.get(name) ?? new Set();
    const list = [...needed, ...others].map((column) =>
      found.has(column) ? column : `NULL AS ${column}`,
    );
    return `SELECT ${list.join(', ')} FROM ${name}`;
  };
  const all = <Row>(name: TableName): Row[] => {
    if (!columns.has(name)) return [];
    return database.query<Row, []>(`${select(name)} ORDER BY rowid`).all();
  };
  const counts = new Map<TableName, number>();
  const countOf = (name: TableName): number => {
    if (!columns.has(name)) return 0;
    return database.query<{ n: number }, []>(`SELECT count(*) AS n FROM ${name}`).get()?.n ?? 0;
  };
  const byIds = database.prepare<OldMessage, [string]>(
    `${select('messages')} WHERE id IN (SELECT value FROM json_each(?))`,
  );

  return {
    path,
    /** It may be an older state: see `isMissingLog`. */
    lacksLog: isMissingLog(path),
    /** Last change of the file: nothing in it is younger. */
    changedAt: Math.round(statSync(path).mtimeMs),
    /** `table.column` of what this version's database lacks. */
    lacking: lackingIn(columns),
    /** Asked for by several, and of a million rows it takes a second. */
    count(name: TableName): number {
      const count = counts.get(name) ?? countOf(name);
      counts.set(name, count);
      return count;
    },
    /** Its first releases knew of no conversations: there, messages of a pair are all there is. */
    keptChats: columns.has('conversation_participants'),
    users: () => all<OldUser>('users'),
    /** With who is in them, one at a time. SQLite makes itself an index where the table has none. */
    *conversations(): Generator<OldConversation> {
      if (!columns.has('conversations') || !columns.has('conversation_participants')) return;
      const people = select('conversation_participants');
      const joined = database.prepare<Joined, []>(
        `SELECT c.id AS id, c.created_at AS created_at, p.user_id AS user_id, p.joined_at AS joined_at
          FROM (${select('conversations')}) c LEFT JOIN (${people}) p ON p.conversation_id = c.id ORDER BY c.id`,
      );
      let open: OldConversation | undefined;
      for (const { id, created_at, user_id, joined_at } of joined.iterate()) {
        if (open && open.id !== id) yield open;
        if (open?.id !== id) open = { id, created_at, people: [] };
        if (user_id !== null) open.people.push({ conversation_id: id, user_id, joined_at });
      }
      if (open) yield open;
      joined.finalize();
    },
    files: () => all<OldFile>('files'),
    subscriptions: () => all<OldSubscription>('push_subscriptions'),
    /** Every message, by id, a page at a time, without its text. */
    *heads(): Generator<LegacyMessageHeader[]> {
      const page = database.prepare<LegacyMessageHeader, [Loose]>(
        `SELECT id, sender_id, receiver_id, created_at, status, delivered_at, read_at, coalesce(ciphertext, '') <> ''
          OR (octet_length(content) <= ${LIMITS.text} AND coalesce(encrypted, 0) IN (0, '')) AS one
          FROM (${select('messages')}) WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
      );
      for (let after: Loose = Number.MIN_SAFE_INTEGER; ; ) {
        const rows = page.all(after);
        if (rows.length === 0) break;
        yield rows;
        after = rows.at(-1)?.id ?? null;
      }
      page.finalize();
    },
    /** Those messages, in the order of `ids`. */
    messages(ids: readonly number[]): OldMessage[] {
      const rows = new Map(byIds.all(JSON.stringify(ids)).map((row) => [row.id, row]));
      return ids.flatMap((id) => rows.get(id) ?? []);
    },
  };
}

type Joined = Omit<OldConversation, 'people'> & Pick<OldParticipant, 'user_id' | 'joined_at'>;

function columnsOf(database: Database, path: string): Map<TableName, Set<string>> {
  const tables = database
    .query<{ name: string }, []>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
  if (tables.includes('members') && tables.includes('chats')) throw new UnfitError('ours', path);
  const columns = new Map<TableName, Set<string>>();
  for (const name of Object.keys(TABLES) as TableName[]) {
    const rows = database.query<{ name: string }, []>(`PRAGMA table_info(${name})`).all();
    const found = new Set(rows.map((row) => row.name));
    if (TABLES[name].needed.some((column) => !found.has(column)))
      // Of a server that is young everything may lie in the log.
      throw new UnfitError(
        tables.length === 0 && isMissingLog(path) ? 'log_lost' : 'not_original',
        path,
      );
    if (found.size > 0) columns.set(name, found);
  }
  return columns;
}

function lackingIn(columns: Map<TableName, Set<string>>): string[] {
  return (Object.keys(TABLES) as TableName[]).flatMap((name) => {
    const found = columns.get(name);
    if (!found) return [name];
    return TABLES[name].others.filter((one) => !found.has(one)).map((one) => `${name}.${one}`);
  });
}

import type { Database } from 'bun:sqlite';
import { schemaOf } from './backup.ts';
import { isDamage } from './error-codes.ts';

/** A place where the data breaks our own rules. `subject`: the chat or the message; `facts`: what was found there. */
export type Damage = { check: CheckName; subject: string; facts: Record<string, string | number> };
type Row = { subject: string } & Record<string, string | number>;

/** At most so many faults of one kind are reported; a thousand more would say no more. */
const MOST = 20;

/**
 * The rules of the data, each as a query for what breaks it. `since`: the first schema with the columns it reads.
 * A deleted message leaves its row, so that numbers have no gaps (docs/architecture.md, "How devices stay in step").
 */
const CHECKS = {
  gap: {
    since: 1,
    sql: `select c.id as subject, c.last_seq as last, count(m.seq) as found, coalesce(max(m.seq), 0) as newest
      from chats c left join messages m on m.chat_id = c.id
      group by c.id having found <> c.last_seq or newest <> c.last_seq`,
  },
  rev: {
    since: 1,
    sql: `select c.id as subject, c.last_rev as last, c.last_seq as seq,
        coalesce((select max(m.rev) from messages m where m.chat_id = c.id and m.rev > 0), 0) as newest
      from chats c where newest > c.last_rev or c.last_seq > c.last_rev`,
  },
  watermark: {
    since: 1,
    sql: `select m.chat_id as subject, m.user_id as user, m.delivered_seq as delivered, m.read_seq as read,
        m.joined_seq as joined, c.last_seq as last
      from members m join chats c on c.id = m.chat_id
      where not (0 <= m.read_seq and m.read_seq <= m.delivered_seq and m.delivered_seq <= c.last_seq
        and m.joined_seq between 0 and c.last_seq)`,
  },
  cleared: {
    since: 2,
    sql: `select m.chat_id as subject, m.user_id as user, m.cleared_seq as cleared, c.last_seq as last
      from members m join chats c on c.id = m.chat_id
      where not (m.cleared_seq between 0 and c.last_seq)`,
  },
  sender: {
    since: 1,
    sql: `select m.chat_id as subject, min(m.seq) as seq, m.sender_id as user from messages m
      where not exists (select 1 from members o where o.chat_id = m.chat_id and o.user_id = m.sender_id)
      group by m.chat_id, m.sender_id`,
  },
  owner: {
    since: 2,
    sql: `select c.id as subject, sum(m.role = 'owner') as owners, count(*) as members
      from chats c join members m on m.chat_id = c.id and m.left_at is null
      where c.kind = 'group' group by c.id having owners <> 1`,
  },
  direct: {
    since: 1,
    sql: `select c.id as subject, count(m.user_id) as members
      from chats c left join members m on m.chat_id = c.id
      where c.kind = 'direct' group by c.id having members <> 2 or c.direct_key is null`,
  },
  reply: {
    since: 1,
    sql: `select m.chat_id as subject, m.seq, m.reply_to as answered from messages m
      where m.reply_to is not null and not exists
        (select 1 from messages o where o.chat_id = m.chat_id and o.seq = m.reply_to)`,
  },
  attached: {
    since: 4,
    sql: `select f.chat_id as subject, f.seq, f.file_id as file from message_files f
      where not exists (select 1 from messages m where m.chat_id = f.chat_id and m.seq = f.seq)`,
  },
  // The index holds exactly the readable text up to its watermark (server/search/indexer.ts).
  unindexed: {
    since: 1,
    sql: `select m.chat_id as subject, m.seq from messages m
      where m.id <= coalesce((select cast(value as integer) from settings where key = 'search.indexed'), 0)
        and m.kind = 'text' and m.sealed = 0 and m.deleted_at is null and trim(m.body) <> ''
        and not exists (select 1 from message_search_docsize d where d.id = m.id)`,
  },
  overindexed: {
    since: 1,
    sql: `select coalesce(m.chat_id, '-') as subject, d.id as row from message_search_docsize d
      left join messages m on m.id = d.id
      where m.id is null or m.deleted_at is not null or m.sealed = 1`,
  },
} as const;

type CheckName = keyof typeof CHECKS;

/** Runs every rule that the schema of this file can break; `done` after each. */
export function checkRules(database: Database, done: () => void = () => {}): Damage[] {
  const schema = readOr(() => schemaOf(database), 0);
  const findings: Damage[] = [];
  for (const [check, { since, sql }] of Object.entries(CHECKS)) {
    if (schema >= since) findings.push(...breaches(database, check as CheckName, sql));
    done();
  }
  return findings;
}

/** None where the rule stumbles over a damaged page: that page is a finding of its own (`findDamage`). */
function breaches(database: Database, check: CheckName, sql: string): Damage[] {
  const rows = readOr(() => database.query<Row, []>(`${sql} limit ${MOST}`).all(), []);
  return rows.map(({ subject, ...facts }) => ({ check, subject, facts }));
}

/** What can be read of damaged data; `instead` where the damage is in the way. */
export function readOr<T>(read: () => T, instead: T): T {
  try {
    return read();
  } catch (error) {
    if (isDamage(error)) return instead;
    throw error;
  }
}

export const RULES = Object.keys(CHECKS).length;

/** What SQLite itself finds wrong: broken pages, indexes that disagree with their tables, rows without a parent. */
export function findDamage(database: Database): string[] {
  const said = describeDamage(() =>
    database
      .query<{ integrity_check: string }, []>(`PRAGMA integrity_check(${MOST})`)
      .all()
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok'),
  );
  const orphans = describeDamage(() =>
    database
      .query<{ table: string; rowid: number | null; parent: string }, []>(
        'PRAGMA foreign_key_check',
      )
      .all()
      .slice(0, MOST)
      .map(({ table, rowid, parent }) => `${table} ${rowid ?? ''}: no row in ${parent}`),
  );
  return [...new Set([...said, ...orphans])];
}

/** What no migration of ours makes: it would run with every write, unseen. */
export function strangeIn(database: Database): string[] {
  return describeDamage(() =>
    database
      .query<{ type: string; name: string }, []>(
        "select type, name from sqlite_schema where type in ('trigger', 'view')",
      )
      .all()
      .map(({ type, name }) => `${type} ${name}`),
  );
}

/** Damage that is in the way of the look is what was looked for. */
function describeDamage(find: () => string[]): string[] {
  try {
    return find();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return [error instanceof Error ? error.message : String(error)];
  }
}

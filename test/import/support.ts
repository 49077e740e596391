import { Database } from 'bun:sqlite';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { openLegacy } from '../../db/legacy/reader.ts';
import { makeOdd } from '../../scripts/legacy/odd.ts';
import { toLegacyPaths } from '../../server/import/legacy-paths.ts';
import type { Report } from '../../server/import/report.ts';
import { runImport } from '../../server/import/run.ts';

/** A folder with the original in `old` and room for ours in `new`. */
export class Move {
  readonly root = mkdtempSync(join(tmpdir(), 'payambar-import-test-'));
  readonly old = join(this.root, 'old');
  readonly database = join(this.old, 'data/payambar.db');

  constructor(make: (root: string) => void = makeOdd) {
    make(this.old);
  }

  dataDir(name = 'new'): string {
    return join(this.root, name);
  }

  /** Does the work of `payambar import`, without its command line. */
  async run(name = 'new'): Promise<Report> {
    const dataDir = this.dataDir(name);
    mkdirSync(dataDir, { recursive: true });
    const original = openLegacy(this.database);
    const target = openDb({ path: pathIn(dataDir) });
    try {
      const places = toLegacyPaths(this.database, {});
      return await runImport({
        ...{ original, places, target, dataDir },
        reading: (work) => work(),
        tick: () => {},
      });
    } finally {
      await target.close();
      original.close();
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

const pathIn = (dataDir: string): string => join(dataDir, 'payambar.db');

/** Reads rows of our own database, after it was closed. */
export function rows<Row>(dataDir: string, sql: string): Row[] {
  const database = new Database(pathIn(dataDir), { readonly: true });
  try {
    return database.query<Row, []>(sql).all();
  } finally {
    database.close();
  }
}

const TABLES = [
  ...['users', 'chats', 'members', 'messages', 'files', 'message_files', 'old_files'],
  ...['push_subscriptions', 'imported', 'settings'],
];

/** Reads everything that an import writes: rows of all tables in order, and the names of the stored bytes. */
export function everything(dataDir: string): Record<string, unknown[]> {
  const tables = TABLES.map((name) => [name, rows(dataDir, `SELECT * FROM ${name} ORDER BY 1, 2`)]);
  const found: Record<string, unknown[]> = Object.fromEntries(tables);
  // Each server has a name of its own, which no import changes.
  const settings = (found.settings ?? []).filter(
    (row) => (row as { key: string }).key !== 'server.id',
  );
  return { ...found, settings, bytes: filesUnder(join(dataDir, 'files')) };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .sort();
}

/** Lists what lies in a folder: names, bytes, times. */
export function stampOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path, `${Bun.hash(readFileSync(path))} ${statSync(path).mtimeMs}`]),
  );
}

type Said = { seq: number; body: string; kind: string; sealed: number; createdAt: number };

/** Returns the chat of two people by their usernames, oldest first. */
export function talkOf(dataDir: string, one: string, other: string): Said[] {
  return rows<Said>(
    dataDir,
    `SELECT m.seq, m.body, m.kind, m.sealed, m.created_at AS createdAt FROM messages m
      WHERE m.chat_id = (SELECT c.id FROM chats c WHERE c.direct_key LIKE '%' ||
        (SELECT id FROM users WHERE username = '${one}') || '%' AND c.direct_key LIKE '%' ||
        (SELECT id FROM users WHERE username = '${other}') || '%') ORDER BY m.seq`,
  );
}

import type { Database } from 'bun:sqlite';
import { existsSync, rmSync } from 'node:fs';
import { OpenError } from './lock.ts';
import { type LocalizedText, persianDigits } from './user-error.ts';

/**
 * Brings the schema up to date, each migration in a transaction of its own. Before the first one on a database that
 * already holds data, the file is copied to `<path>.schema-<version>`: the way back if the new release disappoints.
 */
export function migrate(database: Database, path: string, migrations: readonly string[]): void {
  const version = versionOf(database);
  if (version > migrations.length) throw new OpenError(newer(path, version, migrations.length));
  if (version === migrations.length) return;
  if (version > 0) snapshot(database, `${path}.schema-${version}`);
  // A table is rebuilt by drop and rename: with foreign keys on, that would delete every child row. The pragma does
  // nothing inside a transaction, so it stands outside.
  database.run('PRAGMA foreign_keys = OFF');
  for (let next = version; next < migrations.length; next++) {
    apply(database, next + 1, migrations[next] ?? '');
  }
  database.run('PRAGMA foreign_keys = ON');
}

function apply(database: Database, version: number, sql: string): void {
  database.run('BEGIN IMMEDIATE');
  try {
    database.run(sql);
    const orphans = database.query('PRAGMA foreign_key_check').all();
    if (orphans.length > 0) throw new Error(`migration ${version} leaves rows without a parent`);
    database.run(`PRAGMA user_version = ${version}`);
    database.run('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.run('ROLLBACK');
    throw error;
  }
}

function versionOf(database: Database): number {
  const row = database.query<{ user_version: number }, []>('PRAGMA user_version').get();
  return row?.user_version ?? 0;
}

function snapshot(database: Database, target: string): void {
  // Left by an upgrade that did not finish: it may be half a file.
  if (existsSync(target)) rmSync(target);
  database.query('VACUUM INTO ?').run(target);
}

function newer(path: string, found: number, known: number): LocalizedText {
  return {
    en:
      `The data in ${path} was written by a newer Payambar (schema ${found}; this one knows up to ${known}). ` +
      `Start the newer version, or put the copy ${path}.schema-${known} in its place.`,
    fa:
      `داده‌های ${path} را پیام‌بر تازه‌تری نوشته است (ساختار ${persianDigits(found)}؛ این یکی تا ${persianDigits(known)} را می‌شناسد). ` +
      `نسخه‌ی تازه‌تر را اجرا کنید، یا نسخه‌ی ${path}.schema-${known} را جای آن بگذارید.`,
  };
}

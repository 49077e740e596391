import type { Database } from 'bun:sqlite';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBeside } from '../../../db/engine/read-only.ts';
import { readProcessOwner } from '../lib/owner.ts';
import type { Layout } from './layout.ts';

/** A line that every unit of ours has had; changing it locks out installations from before. */
const OURS = 'Description=Payambar, a private messenger';

const isOurUnit = (text: string): boolean => text.includes(OURS);

/** The unit of 0.1.0, which listened to this machine alone: what others could not reach must stay so. */
export function wasLegacyBehindProxy({ unit }: Layout): boolean {
  return existsSync(unit) && readFileSync(unit, 'utf8').includes('\nDynamicUser=yes\n');
}

/**
 * What an older program of the same name has left where we would install: its unit, its folder, or its database in the
 * very place of ours. Nothing of it may be overwritten; `payambar import` brings it over.
 */
export function findLegacyInstall(layout: Layout): string | undefined {
  if (existsSync(layout.unit) && !isOurUnit(readFileSync(layout.unit, 'utf8'))) return layout.unit;
  if (existsSync(layout.original)) return layout.original;
  const database = join(layout.dataDir, 'payambar.db');
  const { asOwner } = readProcessOwner(layout.dataDir);
  return asOwner(() => existsSync(database) && isOriginals(database)) ? database : undefined;
}

function isOriginals(path: string): boolean {
  let database: Database | undefined;
  try {
    database = openBeside(path);
    const find = database.query(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'conversations'",
    );
    return find.get() !== null;
  } catch {
    // No database at all, or out of its owner's reach: whatever it is, the server itself will refuse it with a sentence.
    return false;
  } finally {
    database?.close();
  }
}

import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Counts,
  countsIn,
  readSnapshot,
  type StoredFile,
  storedIn,
} from '../../db/engine/backup.ts';
import {
  checkRules,
  findDamage,
  RULES,
  type Damage as Rule,
  readOr,
  strangeIn,
} from '../../db/engine/check.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { type CountTick, hashOf, hashOfStream } from './bytes.ts';
import { hasBeenOurs, schemaToRead } from './data.ts';
import { BackupError, toWriteError } from './errors.ts';
import { pathOfFile } from './format.ts';
import type { WatchProgress } from './job.ts';
import type { Keys } from './keys.ts';
import { sinkAt } from './restore.ts';
import { needSpace } from './space.ts';
import { type Archive, entryBytes, lockOf, readArchive } from './unpack.ts';

export type BackupFinding =
  | Rule
  | { check: 'broken' | 'missing' | 'changed'; subject: string; facts: Rule['facts'] };
export type Verified = { counts: Counts; schema: number; findings: BackupFinding[] };

/** Reads a content from the server's bucket; undefined: it is not there. */
export type ReadContent = (sha256: string) => Promise<ReadableStream<Uint8Array> | undefined>;

/** Checks data where it lies, beside a server that may be using it: one read transaction, nothing is written. */
export async function verifyData(
  dataDir: string,
  watch: WatchProgress,
  bucket?: ReadContent,
): Promise<Verified> {
  const { stored, ...checked } = await checkDatabase(join(dataDir, DATABASE), watch);
  const bytes = stored.reduce((sum, { size }) => sum + size, 0);
  const wrong = await watch('files', bytes, (tick) =>
    checkFiles(dataDir, stored, { tick, bucket }),
  );
  // A file whose row has gone since was deleted by a person meanwhile.
  if (wrong.length > 0) {
    const still = new Set(
      readSnapshot(join(dataDir, DATABASE), storedIn).map(({ sha256 }) => sha256),
    );
    checked.findings.push(...wrong.filter(({ subject }) => still.has(subject)));
  }
  return checked;
}

/** Checks a backup: every hash by its manifest, then the database in it by the same rules as live data. */
export async function verifyBackup(
  file: Archive,
  keys: Keys,
  watch: WatchProgress,
): Promise<Verified> {
  // What cannot be read, or is no backup, is refused in its own words: below, an error is one of writing.
  lockOf(file);
  const folder = mkdtempSync(join(roomy(), 'payambar-verify-'));
  try {
    const copy = join(folder, DATABASE);
    const manifest = await watch('unpack', entryBytes(file), (tick) =>
      readArchive(file, keys, {
        tick,
        take: async ({ path, size }) => {
          if (path !== DATABASE) return undefined;
          needSpace(folder, size);
          return await sinkAt(copy);
        },
      }),
    );
    const { stored, ...checked } = await checkDatabase(copy, watch);
    const there = new Set(manifest.entries.map(({ path }) => path));
    const changed = new Set(manifest.changed);
    const remote = new Set(manifest.remote);
    for (const { sha256 } of stored) {
      if (remote.has(sha256)) continue;
      if (!there.has(pathOfFile(sha256))) checked.findings.push(finding('missing', sha256));
      else if (changed.has(sha256)) checked.findings.push(finding('changed', sha256));
    }
    return checked;
  } catch (error) {
    throw toWriteError(error, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database may be larger than the memory that `/tmp` often lies in. */
function roomy(): string {
  return process.env.TMPDIR ?? (existsSync('/var/tmp') ? '/var/tmp' : tmpdir());
}

const NO_COUNTS: Counts = { users: 0, chats: 0, messages: 0, files: 0 };

async function checkDatabase(
  path: string,
  watch: WatchProgress,
): Promise<Verified & { stored: StoredFile[] }> {
  let schema: number;
  try {
    schema = schemaToRead(path);
  } catch (error) {
    // So damaged that nothing of it can be read: that is what was asked for.
    const what = brokenBy(error, path);
    if (what === undefined) throw error;
    const findings = [finding('broken', DATABASE, { what })];
    return { schema: 0, counts: NO_COUNTS, stored: [], findings };
  }
  return await watch('rules', RULES + 1, async (tick) =>
    readSnapshot(path, (database) => {
      const broken = [...findDamage(database), ...strangeIn(database)].map((what) =>
        finding('broken', DATABASE, { what }),
      );
      tick();
      const findings = [...broken, ...checkRules(database, tick)];
      const counts = readOr(() => countsIn(database), NO_COUNTS);
      return { schema, counts, stored: readOr(() => storedIn(database), []), findings };
    }),
  );
}

/** What makes a file of ours unreadable; undefined for what is no database of ours, and for what is no damage. */
function brokenBy(error: unknown, path: string): string | undefined {
  if (!(error instanceof BackupError)) return undefined;
  if (error.reason === 'databaseBroken') return String(error.facts.what);
  return error.reason === 'notOurs' && hasBeenOurs(path) ? 'SQLITE_NOTADB' : undefined;
}

type Looking = { tick: CountTick; bucket: ReadContent | undefined };

async function checkFiles(
  dataDir: string,
  stored: readonly StoredFile[],
  { tick, bucket }: Looking,
) {
  const findings: BackupFinding[] = [];
  for (const { sha256, size } of stored) {
    const path = join(dataDir, pathOfFile(sha256));
    const found = statSync(path, { throwIfNoEntry: false })?.size;
    const remote = found === undefined ? await bucket?.(sha256) : undefined;
    if (remote) {
      if ((await hashOfStream(remote, tick)) !== sha256) findings.push(finding('changed', sha256));
    } else if (found === undefined) findings.push(finding('missing', sha256));
    else if (found !== size || (await hashOf(path, tick)) !== sha256) {
      findings.push(finding('changed', sha256));
    }
  }
  return findings;
}

const finding = (
  check: 'broken' | 'missing' | 'changed',
  subject: string,
  facts: Rule['facts'] = {},
): BackupFinding => ({ check, subject, facts });

import { existsSync, readFileSync, statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { rotate, toBackupFolder } from '../../backup/backup-folder.ts';
import { claimFolder, mustBeOwn } from '../../backup/claim.ts';
import type { MadeBackup } from '../../backup/create.ts';
import type { BackupJob, WatchProgress } from '../../backup/job.ts';
import { withPostgresCopy } from '../../backup/postgres-copy.ts';
import { type Config, readConfig } from '../../config.ts';
import { EXIT } from '../command.ts';
import { mustBeReadable, readProcessOwner } from '../lib/owner.ts';
import { printLine, sayJson, sizeOf } from '../lib/print.ts';
import { optionsOf } from '../options.ts';
import { envFileOf, sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { inBucket, listerOf } from './bucket.ts';
import { FINDINGS } from './findings.ts';
import { type KeyFlags, lockFrom } from './keys.ts';
import { backupOutside } from './outside.ts';
import { describeCounts, inSentences, watchBackup } from './run.ts';
import { BACKUP_TEXTS } from './texts.ts';

type Flags = KeyFlags & { output?: string; withoutSecrets?: boolean; json?: boolean };

/** `payambar backup`: a process of its own, also when the server makes it, so that the server waits for nothing. */
export async function backup(flags: Flags, language: TerminalLanguage): Promise<void> {
  const options = optionsOf(flags as Record<string, unknown>);
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  mustBeReadable(config.dataDir, language);
  process.umask(0o077);
  const json = flags.json === true;
  const order: BackupJob = {
    dataDir: config.dataDir,
    target: targetOf(flags.output, config),
    now: Date.now(),
    secrets: flags.withoutSecrets !== true,
    settings: settingsIn(envFileOf({ ...options, env: process.env })),
    lock: await lockFrom(flags, config.backupRecipient, language),
    watch: thenNice(watchBackup(language, json)),
    bucket: await listerOf(config),
  };
  const selves = readProcessOwner(config.dataDir);
  const shelf = flags.output === undefined ? toBackupFolder(config) : undefined;
  const backUp = async (dataDir: string): Promise<MadeBackup> => {
    if (shelf !== undefined) selves.asOwner(() => mustBeOwn(shelf, dataDir));
    const done = await inBucket(language, () => backupOutside({ ...order, dataDir }, selves));
    if (shelf !== undefined) selves.asOwner(() => claimFolder(shelf, config.dataDir, dataDir));
    return done;
  };
  const made = await inSentences(language, () =>
    config.databaseUrl === ''
      ? backUp(config.dataDir)
      : selves.asOwner(() => withPostgresCopy(copyOrder(config, order.watch), backUp)),
  );
  const findings = wrongIn(made);
  // Old backups may hold what is missing now.
  const rotates = flags.output === undefined && findings.length === 0;
  const deleted = rotates
    ? selves.asOwner(() => rotate(toBackupFolder(config), config.backupKeep, order.now, made.file))
    : [];
  if (json) sayJson(forPrograms(made, deleted));
  else for (const line of forPeople(made, deleted, language)) printLine(line);
  if (findings.length > 0) process.exitCode = EXIT.wrong;
}

export const copyOrder = (config: Config, watch: WatchProgress) => ({
  dataDir: config.dataDir,
  where: { url: config.databaseUrl, prepare: config.databasePrepare === 'on' },
  watch,
});

const settingsIn = (file: string | undefined): string | undefined =>
  file === undefined || !existsSync(file) ? undefined : readFileSync(file, 'utf8');

/** People who write come before a copy of what they wrote. */
const NICE = 10;

/**
 * The database is copied first and fast: as long as that takes the server's log cannot be emptied, and grows. What comes
 * after waits for the server.
 */
function thenNice(watch: WatchProgress): WatchProgress {
  return (phase, total, work) => {
    if (phase === 'hash') beNice();
    return watch(phase, total, work);
  };
}

function beNice(): void {
  try {
    setPriority(NICE);
  } catch {
    // A hardened unit may forbid it; the backup is right all the same.
  }
}

function targetOf(output: string | undefined, config: Config): BackupJob['target'] {
  if (output === undefined) return { folder: toBackupFolder(config) };
  const isFolder = output.endsWith('/') || (existsSync(output) && statSync(output).isDirectory());
  return isFolder ? { folder: output } : { file: output };
}

const wrongIn = ({ manifest }: MadeBackup) => [
  ...manifest.missing.map((subject) => ({ check: 'missing' as const, subject })),
  ...manifest.changed.map((subject) => ({ check: 'changed' as const, subject })),
];

function forPrograms({ file, bytes, manifest }: MadeBackup, deleted: string[]) {
  const { entries: _, ...rest } = manifest;
  return { file, bytes, ...rest, deleted };
}

function forPeople(made: MadeBackup, deleted: string[], language: TerminalLanguage): string[] {
  const texts = BACKUP_TEXTS[language];
  const wrong = wrongIn(made).map(({ check, subject }) => FINDINGS[language][check](subject, {}));
  return [
    texts.made(made.file, sizeOf(made.bytes, language)),
    describeCounts(made.manifest.counts, language),
    texts.readBack,
    ...(made.manifest.remote
      ? [texts.remote(new Intl.NumberFormat(language).format(made.manifest.remote.length))]
      : []),
    ...wrong,
    ...(deleted.length > 0 ? [texts.deleted(deleted.join(' '))] : []),
  ];
}

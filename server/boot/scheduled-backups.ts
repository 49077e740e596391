import { newestIn, toBackupFolder } from '../backup/backup-folder.ts';
import { mustBeOwn } from '../backup/claim.ts';
import { BackupError } from '../backup/errors.ts';
import { createSchedule } from '../backup/schedule.ts';
import { REASONS } from '../cli/backup/reasons.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { ownCommand } from './own-command.ts';

/** The backups of BACKUP_EVERY, while the server runs, and does what one node of several does. */
export function scheduledBackups({ config, clock, log, db }: Deps) {
  return createSchedule({
    clock,
    log,
    every: config.backupEvery,
    isOurs: () => db.lease.term() !== undefined,
    newest() {
      inWords(() => mustBeOwn(toBackupFolder(config), config.dataDir));
      return newestIn(toBackupFolder(config), clock.now())?.at;
    },
    run: (stopped) => backupApart(config, stopped),
  });
}

/** The log is in English. */
function inWords(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new Error(REASONS.en[error.reason](error.facts));
  }
}

/**
 * Makes the backup in a process of its own: copying a database would hold the server up, and the memory of a process
 * goes back to the machine when it ends. It gets this server's settings by the environment, since flags were perhaps
 * given to the server only.
 */
async function backupApart(config: Config, stopped: AbortSignal) {
  const { dataDir, backupDir, backupKeep, backupRecipient } = config;
  const child = Bun.spawn([...ownCommand(), 'backup', '--json'], {
    env: {
      ...process.env,
      LANG: 'C.UTF-8',
      LC_ALL: '',
      LC_MESSAGES: '',
      DATA_DIR: dataDir,
      BACKUP_DIR: backupDir,
      BACKUP_KEEP: String(backupKeep),
      BACKUP_RECIPIENT: backupRecipient.join(','),
      ...bucketEnv(config),
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    signal: stopped,
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (out === '') throw new Error(err.trim() || `ended with ${code}`);
  const { file, bytes, missing, changed } = JSON.parse(out);
  return { file, bytes, missing: missing.length, changed: changed.length };
}

/** A secret goes by the environment, which other users of the machine cannot read. */
const bucketEnv = (config: Config): Record<string, string> => ({
  S3_ENDPOINT: config.s3Endpoint,
  S3_BUCKET: config.s3Bucket,
  S3_REGION: config.s3Region,
  S3_ACCESS_KEY_ID: config.s3AccessKeyId,
  S3_SECRET_ACCESS_KEY: config.s3SecretAccessKey,
  S3_SECRET_ACCESS_KEY_FILE: config.s3SecretFile,
  S3_PREFIX: config.s3Prefix,
});

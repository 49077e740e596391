import { backupsIn, isDatedAhead, type StoredBackup } from '../../../backup/backup-folder.ts';
import { isSystemError } from '../../../backup/errors.ts';
import { type Finding, toFinding } from '../finding.ts';

const HOUR_MS = 3_600_000;
const OLD_DAYS = 30;

/** `every`: BACKUP_EVERY in ms, 0 for never. One that is due is begun within a minute; twice the time means it fails. */
export function checkBackups(folder: string, every: number, now: number): Finding[] {
  let shelved: StoredBackup[];
  try {
    shelved = backupsIn(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [toFinding('backup.unreadable', { folder, code: error.code })];
  }
  const ahead = shelved.find((one) => isDatedAhead(one, now));
  return [
    ...(ahead ? [toFinding('backup.ahead', { name: ahead.name })] : []),
    ...lookAtNewest(
      shelved.find((one) => !isDatedAhead(one, now)),
      { folder, every, now },
    ),
  ];
}

type Rhythm = { folder: string; every: number; now: number };

function lookAtNewest(newest: StoredBackup | undefined, { folder, every, now }: Rhythm): Finding[] {
  if (!newest && every === 0) return [toFinding('backup.none', { folder })];
  const hours = Math.round((now - (newest?.at ?? 0)) / HOUR_MS);
  const days = Math.round(hours / 24);
  const late = every > 0 && now - (newest?.at ?? now) > 2 * every;
  if (late) return [toFinding('backup.late', { everyHours: every / HOUR_MS, hours })];
  if (every === 0 && days > OLD_DAYS) return [toFinding('backup.old', { days })];
  // Scheduled, and the first is being made.
  if (!newest) return [];
  return [hours < 1 ? toFinding('backup.fresh') : toFinding('backup.ok', { hours })];
}

/** RFC 8292 §2.1: whom a push service may write to; Apple's refuses anything else. */
export function checkSubject(subject: string | undefined): Finding[] {
  if (!subject) return [];
  const sound = /^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/.test(subject) || /^https:\/\/./.test(subject);
  return [toFinding(sound ? 'push.ok' : 'push.subject', { subject })];
}

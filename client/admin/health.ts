import type { OverviewReply } from '../../protocol/overview.ts';

const GB = 1e9;

type BackupState = 'none' | 'old' | 'off' | 'fine';

/** `old`: two more backups should have been made since. `off`: there is one, and no schedule makes the next. */
export function backupState(
  { backups, backupEvery }: Pick<OverviewReply, 'backups' | 'backupEvery'>,
  now: number,
): BackupState {
  const newest = newestOf(backups);
  if (!newest) return 'none';
  if (backupEvery === null) return 'off';
  return now - newest.at > 2 * backupEvery ? 'old' : 'fine';
}

export function newestOf(
  backups: OverviewReply['backups'],
): OverviewReply['backups'][number] | null {
  return backups.reduce<OverviewReply['backups'][number] | null>(
    (best, one) => (best === null || one.at > best.at ? one : best),
    null,
  );
}

/** A backup and an upgrade each need room for the database once more. */
export function isTight({ freeBytes, databaseBytes }: OverviewReply): boolean {
  return freeBytes < Math.max(GB, 2 * databaseBytes);
}

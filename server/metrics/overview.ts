import type { OverviewReply } from '../../protocol/overview.ts';
import type { Deps } from '../deps.ts';
import { VERSION } from '../version.ts';
import type { ConnectionCounts, Metrics } from './service.ts';
import { sizesOf } from './sizes.ts';

export type Backups = Pick<OverviewReply, 'backups' | 'backupEvery'>;

/** The numbers of the administrator's page, looked up when it is opened. */
export function createOverview(
  { db, config }: Deps,
  metrics: Pick<Metrics, 'startedAt' | 'series'>,
  live: ConnectionCounts,
  backups: () => Backups,
): () => Promise<OverviewReply> {
  const sizes = sizesOf(config.dataDir);
  return async () => ({
    version: VERSION,
    startedAt: metrics.startedAt,
    ...(await db.read(db.totals.all())),
    connections: live.connections(),
    databaseBytes: sizes.database(),
    walBytes: sizes.wal(),
    freeBytes: sizes.free(),
    ...backups(),
    series: metrics.series(),
  });
}

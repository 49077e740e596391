import type { OverviewReply } from '../../protocol/overview.ts';
import type { Deps } from '../deps.ts';
import { VERSION } from '../version.ts';
import type { ConnectionCounts, Metrics } from './service.ts';
import { sizesOf } from './sizes.ts';

/** What other features know. */
export type KnownElsewhere = Pick<OverviewReply, 'backups' | 'backupEvery' | 'pushUnreachable'>;

/** Of what was given up a page needs no more: who mends the first knows why the rest failed. */
const SHOWN_JOBS = 50;

/** The numbers of the administrator's page, looked up when it is opened. */
export function createOverview(
  { db, config }: Deps,
  metrics: Pick<Metrics, 'startedAt' | 'series'>,
  live: ConnectionCounts,
  readElsewhere: () => KnownElsewhere,
): () => Promise<OverviewReply> {
  const sizes = sizesOf(config.dataDir, db.bytes);
  return async () => {
    await sizes.look();
    return {
      version: VERSION,
      startedAt: metrics.startedAt,
      ...(await db.read(db.totals.all())),
      connections: live.countConnections(),
      databaseBytes: sizes.database(),
      walBytes: sizes.isFile ? sizes.wal() : null,
      freeBytes: sizes.free(),
      ...readElsewhere(),
      jobsDead: (await db.read(db.jobs.counts())).dead,
      deadJobs: (await db.read(db.jobs.dead(SHOWN_JOBS))).map(
        ({ kind, key, tries, error, deadAt }) => ({ kind, key, tries, error, deadAt }),
      ),
      series: metrics.series(),
    };
  };
}

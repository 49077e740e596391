import type { PostgresDb } from '../../db/postgres/open.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Deps } from '../deps.ts';
import type { CurrentSettings } from '../instance/settings.ts';
import type { Limiter } from '../limits.ts';
import { createCatchUp } from './catch-up.ts';
import type { Hub } from './hub.ts';
import type { createRealtime } from './realtime.ts';

type Here = {
  hub: Hub;
  realtime: Pick<
    ReturnType<typeof createRealtime>,
    'presence' | 'sessions' | 'groupsOf' | 'rate' | 'ledger'
  >;
  instance: Pick<CurrentSettings, 'reload' | 'observe'>;
  limiters: Record<string, Limiter>;
  endSessions(sessionIds: readonly string[]): void;
  markNotified(userId: string, chatId: string): void;
};

/** Makes this server one of several nodes, where its settings say that there are others; its code is loaded only then. */
export async function joinNodes(deps: Deps, here: Here): Promise<Cluster | undefined> {
  const { redisUrl, databaseUrl, databaseDirectUrl } = deps.config;
  if (`${redisUrl}${databaseUrl}${databaseDirectUrl}` === '') return undefined;
  const { joinCluster } = await import('../cluster/join.ts');
  const { hub, realtime, instance, limiters, endSessions, markNotified } = here;
  const { presence, sessions, groupsOf, rate, ledger } = realtime;
  const cluster = await joinCluster(deps, {
    ...{ sockets: hub, presence, endSessions, markNotified, limiters, rate, ledger },
    repair: {
      closeEnded: sessions.closeEnded,
      reloadSettings: instance.reload,
      ...createCatchUp(hub, groupsOf),
    },
  });
  hub.join({ ...cluster.announce, isDeaf: cluster.isDeaf });
  presence.join({
    isOnline: (userId) => cluster.presence.isOnline(userId),
    setPerson: cluster.announce.setPerson,
    setSession: cluster.announce.setSession,
    reviewPresence: cluster.announce.reviewPresence,
  });
  if ('observeUnknown' in deps.db)
    (deps.db as PostgresDb).observeUnknown(() => cluster.repairEverywhere());
  instance.observe(cluster.announce.changeSettings);
  return cluster;
}

import { hostname } from 'node:os';
import { SERVER_ID } from '../../db/engine/backup.ts';
import { explain, placeOf } from '../../db/postgres/explain.ts';
import type { Deps } from '../deps.ts';
import type { Limiter } from '../limits.ts';
import type { Driver } from './bus.ts';
import { Cluster, type ClusterParts } from './cluster.ts';
import { postgresDriver } from './postgres-driver.ts';
import { redisDriver } from './redis-driver.ts';
import { lookAtRedis } from './redis-look.ts';
import { NodeRegister } from './register.ts';
import { ClusterError } from './texts.ts';

export type Here = Omit<ClusterParts, 'node' | 'name' | 'driver'> & {
  /** Budgets of addresses and names, which count for all nodes together. */
  limiters: Record<string, Limiter>;
  /** What each account may ask in three seconds. */
  rate: Limiter;
  /** What each account may store in a day. */
  ledger: {
    onStore: ((userId: string, bytes: number) => void) | undefined;
    count(userId: string, bytes: number): void;
  };
};

/** A tenth of what an account may ask at once, twice a second: who takes less is not worth a line. */
const RATE_SHARE = 0.1;
const RATE_EVERY_MS = 500;
const STORED_LEAST = 10_000;
const STORED_EVERY_MS = 10_000;

/** Joins the other nodes; rejects with a sentence where that cannot be. */
export async function joinCluster(deps: Deps, here: Here): Promise<Cluster> {
  const { config, ids } = deps;
  const node = config.nodeName || nameOf(config.port);
  const name = `${node}:${ids.next()}`;
  const driver = await driverOf(deps, name);
  const cluster = new Cluster(deps, { ...here, node, name, driver });
  for (const [what, limiter] of Object.entries(here.limiters)) cluster.budgets.share(what, limiter);
  const { rate, ledger } = here;
  const least = RATE_SHARE * 3 * config.rateLimit;
  rate.onTake = cluster.budgets.gather({ name: 'rate', least, everyMs: RATE_EVERY_MS }, rate);
  ledger.onStore = cluster.budgets.gather(
    { name: 'stored', least: STORED_LEAST, everyMs: STORED_EVERY_MS },
    ledger,
  );
  await cluster.start();
  const url = databaseOf(config);
  if (url === '') return cluster;
  const register = new NodeRegister(deps, { url, name, node, bus: driver.kind }, cluster.hears);
  cluster.register = register;
  try {
    await register.open();
  } catch (error) {
    await cluster.stop();
    throw explain(error, placeOf(url));
  }
  return cluster;
}

export async function driverOf({ config, db, log }: Deps, name: string): Promise<Driver> {
  // The data's own id: several servers may share one Redis.
  const id = (await db.read(db.settings.get(SERVER_ID))) ?? '';
  if (config.redisUrl === '') return postgresDriver(databaseOf(config), `payambar_${id}`, name);
  const { trouble, evicts, version } = await lookAtRedis(config.redisUrl);
  if (trouble) throw new ClusterError(trouble);
  // Nothing of ours is kept there: it is worth a word to whom it is shared with, and no more.
  if (evicts) log.warn('redis evicts keys', { version });
  return redisDriver(config.redisUrl, `payambar:${id}`);
}

/** A pooler passes no notifications on. */
const databaseOf = ({ databaseDirectUrl, databaseUrl }: Deps['config']): string =>
  databaseDirectUrl || databaseUrl;

/** Two nodes of one machine differ by their ports. */
function nameOf(port: number): string {
  const machine = hostname()
    .replaceAll(/[^A-Za-z0-9.-]/g, '-')
    .slice(0, 48);
  return `${machine}-${port || `pid${process.pid}`}`;
}

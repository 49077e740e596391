import { RedisClient, SQL } from 'bun';
import { startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';

const FROZEN_MS = 5000;

/** A real bus, and what may happen to it. */
export type RealBus = {
  config: { redisUrl?: string; databaseDirectUrl?: string };
  /** Ends it at once, for good. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends all connections to it. */
  cut(): Promise<void>;
  freeze(): Promise<void>;
  stop(): Promise<void>;
};

type Frozen = { pause(): void; resume(): void };
/** The time is what is tested. */
const freeze = (service: Frozen) => async (): Promise<void> => {
  service.pause();
  await Bun.sleep(FROZEN_MS);
  service.resume();
};

async function startRedisBus(): Promise<RealBus> {
  const redis = await startRedis({ password: 'p@ss word' });
  return {
    ...redis,
    config: { redisUrl: redis.url },
    freeze: freeze(redis),
    async cut() {
      const client = new RedisClient(redis.url);
      await client.send('CLIENT', ['KILL', 'TYPE', 'pubsub']);
      await client.send('CLIENT', ['KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
      client.close();
    },
  };
}

async function startPostgresBus(): Promise<RealBus> {
  const postgres = await startPostgres();
  const databaseDirectUrl = await postgres.createDatabase('bus');
  return {
    ...postgres,
    config: { databaseDirectUrl },
    freeze: freeze(postgres),
    async cut() {
      await using sql = new SQL(postgres.adminUrl, { max: 1 });
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'bus'`;
    },
  };
}

export const BUSES: [name: string, start: () => Promise<RealBus>][] = [
  ['Redis', startRedisBus],
  ['PostgreSQL', startPostgresBus],
];

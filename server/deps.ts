import type { Db } from '../db/stores.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import type { TurnState } from './turn-state.ts';

/** Time, at its edge: services never call `Date.now()`. Milliseconds, UTC. */
export type Clock = {
  now(): number;
  /** This machine's own, where `now` is the database's. */
  machine?(): number;
};
/** Randomness, at its edge: 11 characters of base64url, 64 random bits. */
export type Ids = { next(): string };

/** Posts one push to a push service. Rejects where the service does not answer. */
export type PostPush = (
  endpoint: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
) => Promise<{ status: number; retryAfter: string | null }>;

/** Everything that varies. Made once in `server/boot/serve.ts`; tests make their own. `postPush`: instead of the network. */
export type Deps = {
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Log;
  config: Config;
  postPush?: PostPush;
  /** The relay of calls that this server has started. */
  turn?: () => TurnState;
};

import type { Db } from '../db/database.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

/** Time, at its edge: services never call `Date.now()`. Milliseconds, UTC. */
export type Clock = { now(): number };
/** Randomness, at its edge: 11 characters of base64url, 64 random bits. */
export type Ids = { next(): string };

/** Everything that varies. Made once in `server/boot/serve.ts`; tests make their own. */
export type Deps = { db: Db; clock: Clock; ids: Ids; log: Log; config: Config };

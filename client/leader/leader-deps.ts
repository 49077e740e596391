import type { Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { LocalDb } from '../core/local-db.ts';
import type { LiveUpdate } from '../model/live.ts';
import type { Model } from '../model/model.ts';

/** What the leading tab works with. */
export type LeaderDeps = {
  env: Env;
  http: Http;
  db: LocalDb;
  model: Model;
  me: string;
  publish(change: LocalChange): void;
  live(update: LiveUpdate): void;
  snapshot(): LiveUpdate;
  signedOut(ended: boolean): void;
};

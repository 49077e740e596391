import type { Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { LocalDb } from '../core/local-db.ts';
import type { StoredBytes } from '../media/stored-bytes/stored-bytes.ts';
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
  publishLive(update: LiveUpdate): void;
  readLive(): LiveUpdate;
  onSignedOut(ended: boolean): void;
  /** The bytes of what waits to be sent. */
  openBytes(): Promise<StoredBytes>;
  /** A file of this device is at the server, by this id. */
  onUploaded(fileId: string, blob: Blob, thumb: Blob | undefined): Promise<void>;
};

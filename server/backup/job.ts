import type { CountTick } from './bytes.ts';
import type { Lock } from './keys.ts';

export type Phase = 'copy' | 'hash' | 'write' | 'readBack' | 'unpack' | 'rules' | 'files';
/** Runs one part of the work and may show how far it is; `total` in bytes. */
export type WatchProgress = <T>(
  phase: Phase,
  total: number,
  work: (tick: CountTick) => Promise<T>,
) => Promise<T>;

export type BackupJob = {
  dataDir: string;
  /** A folder, where the file gets a name of its time; or the whole name. */
  target: { folder: string } | { file: string };
  /** Milliseconds, UTC. */
  now: number;
  /** The secret and the settings go along. `settings`: the text of their file, when there is one. */
  secrets: boolean;
  settings: string | undefined;
  lock: Lock | undefined;
  watch: WatchProgress;
  /** What lies in the bucket now and how large each is, where there is one. It stays there: a backup names it. */
  bucket?: () => Promise<ReadonlyMap<string, number>>;
};

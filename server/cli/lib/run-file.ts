import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the server of a data folder listens, noted beside the data for `payambar status`. */
export type RunFile = {
  pid: number;
  url: string;
  /** The address as people open it, '' when it is not set. */
  publicUrl: string;
  registration: string;
  version: string;
  /** The bucket that it keeps files in, as `bucketOf` says it; '': none. */
  bucket?: string;
};

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

export function writeRunFile(dataDir: string, note: RunFile): void {
  writeFileSync(fileOf(dataDir), JSON.stringify(note), { mode: 0o600 });
}

export function removeRunFile(dataDir: string): void {
  try {
    rmSync(fileOf(dataDir), { force: true });
  } catch {
    // On a disk that has become read-only the file stays; no server listens at the address in it.
  }
}

/** The file may be left over from a crash: it counts only when the server in it can be reached. */
export async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    const note = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as RunFile;
    const answer = await fetch(`${note.url}/health`, {
      signal: AbortSignal.timeout(2000),
      // It is this machine, under a name that no certificate has.
      tls: { rejectUnauthorized: false },
    });
    // One that is stopping, or has lost its data, runs all the same.
    return answer.ok || answer.status === 503 ? note : undefined;
  } catch {
    return undefined;
  }
}

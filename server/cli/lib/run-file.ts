import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the server of a data folder listens, noted beside the data for `payambar status`. */
export type RunFile = {
  pid: number;
  url: string;
  /** As people open it, '' when nobody has said so. */
  publicUrl: string;
  registration: string;
  version: string;
};

const fileOf = (dataDir: string): string => join(dataDir, 'running.json');

export function writeRunFile(dataDir: string, note: RunFile): void {
  writeFileSync(fileOf(dataDir), JSON.stringify(note), { mode: 0o600 });
}

export function removeRunFile(dataDir: string): void {
  try {
    rmSync(fileOf(dataDir), { force: true });
  } catch {
    // On a disk that has become read-only it stays; nobody answers at what it says.
  }
}

/** The note may be left over from a crash: it counts only when that server answers. */
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

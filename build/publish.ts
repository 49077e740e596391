import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paths } from './paths.ts';

/** Makes an empty work folder with `public/` in it, and removes what a build that was killed left behind. */
export async function prepare(paths: Paths): Promise<void> {
  await mkdir(paths.dist, { recursive: true });
  for (const name of await readdir(paths.dist)) {
    const pid = /^\.build-(\d+)$/.exec(name)?.[1];
    if (pid && !alive(Number(pid))) await rm(join(paths.dist, name), { recursive: true });
  }
  await rm(paths.work, { recursive: true, force: true });
  await cp(join(paths.root, 'public'), paths.client, { recursive: true, dereference: true });
}

/** Moves what was made into `dist/`, each by one rename: an executable that runs meanwhile keeps its old file. */
export async function publish(paths: Paths, executable: string | undefined, name: string) {
  const client = join(paths.dist, 'client');
  const old = join(paths.work, 'old-client');
  await rename(client, old).catch(() => undefined);
  await rename(paths.client, client);
  if (executable) await rename(executable, join(paths.dist, name));
  await rm(paths.work, { recursive: true, force: true });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { join } from 'node:path';

/**
 * One build works in a folder of its own, which is moved into `dist/` at the end, so that a failed build leaves no
 * half.
 */
export type Paths = {
  root: string;
  dist: string;
  work: string;
  client: string;
  source: string;
};

export function pathsOf(root: string): Paths {
  const dist = join(root, 'dist');
  const work = join(dist, `.build-${process.pid}`);
  return { root, dist, work, client: join(work, 'client'), source: join(root, 'client') };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildClient } from './client.ts';
import { buildExecutable } from './executable.ts';
import { buildHtml } from './html.ts';
import type { Options } from './options.ts';
import { type Paths, pathsOf } from './paths.ts';
import { prepare, publish } from './publish.ts';
import { buildRelease } from './release.ts';
import { buildIndex } from './variants.ts';
import { buildWorker } from './worker.ts';

/** `executables`: their paths. */
export type Built = { executables: string[]; files: number; precached: string[] };

/** Builds everything, from sources to `dist/`. */
export async function build(options: Options): Promise<Built> {
  const paths = pathsOf(options.root);
  await prepare(paths);
  try {
    return await buildInto(paths, options);
  } catch (error) {
    await rm(paths.work, { recursive: true, force: true });
    throw error;
  }
}

async function buildInto(paths: Paths, options: Options): Promise<Built> {
  const { version } = await Bun.file(join(paths.root, 'package.json')).json();
  const client = await buildClient(paths, options.dev, version);
  await buildHtml(paths, client, options.dev);
  if (options.dev) await Bun.write(join(paths.client, 'dev-reload.js'), RELOAD);
  const precached = options.dev ? [] : await buildWorker(paths);
  const index = await buildIndex(paths.client, options.dev);
  const executable =
    options.dev || options.release ? undefined : await buildExecutable(paths, options);
  const released = options.release ? await buildRelease(paths, options, version) : [];
  const name = executableName(options);
  await publish(paths, executable, name);
  await Bun.write(
    join(paths.dist, 'build.json'),
    JSON.stringify({ version, ...client, precached }, null, 2),
  );
  const made = executable === undefined ? [] : [join(paths.dist, name)];
  return { executables: [...made, ...released], files: Object.keys(index).length, precached };
}

function executableName({ target }: Options): string {
  if (target === undefined) return 'payambar';
  return `payambar-${target.replace('bun-', '')}${target.includes('windows') ? '.exe' : ''}`;
}

/** In development the page asks whether it is still the newest one. */
const RELOAD = `
let known;
setInterval(async () => {
  const etag = (await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null))?.headers.get('etag');
  if (known && etag && etag !== known) location.reload();
  known = etag ?? known;
}, 500);
`;

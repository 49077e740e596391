import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { injectManifest } from 'workbox-build';
import type { Paths } from './paths.ts';

/** These are kept for offline use: the shell with its chunks, fonts and the icons that the page itself shows. */
const PRECACHED = [
  'index.html',
  'assets/*.{js,css}',
  'fonts/*.woff2',
  'icons/favicon*.svg',
  'icons/icon-192.png',
];

/**
 * These screens are of no use without the server; each is named by its first element. Their chunks are fetched when
 * they are wanted.
 */
const ONLINE = ['pa-admin', 'pa-setup', 'pa-reset'];

/** Returns the chunks that hold these screens, as globs. */
async function onlineChunks(client: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of new Bun.Glob('assets/*.js').scan({ cwd: client })) {
    const text = await Bun.file(join(client, file)).text();
    if (ONLINE.some((name) => text.includes(`("${name}")`))) found.push(file);
  }
  if (found.length === 0) throw new Error('no chunk holds the screens that need the server');
  return found;
}

/**
 * Builds the service worker, at an address that never changes (browsers compare its bytes to find an update), with
 * the list of what it keeps. Returns the list's paths.
 */
export async function buildWorker(paths: Paths): Promise<string[]> {
  const built = await Bun.build({
    entrypoints: [join(paths.source, 'sw.ts')],
    target: 'browser',
    format: 'iife',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const bundle = join(paths.work, 'sw.bundle.js');
  // Workbox has a hint with a foreign address in a warning. It makes no request, but the promise is easier to check
  // where no foreign name stands.
  const text = (await built.outputs[0]?.text())?.replace(/ ?Learn more at https:\/\/\S+?(?=`)/, '');
  if (!text) throw new Error('no service worker was built');
  await Bun.write(bundle, text);
  const precached: string[] = [];
  const { warnings } = await injectManifest({
    swSrc: bundle,
    swDest: join(paths.client, 'sw.js'),
    globDirectory: paths.client,
    globPatterns: PRECACHED,
    globIgnores: await onlineChunks(paths.client),
    // Names that change with their content need no second download under another address.
    dontCacheBustURLsMatching: /-[a-z0-9]{8}\.|(^|\/)fonts\//,
    manifestTransforms: [
      (manifest) => {
        precached.push(...manifest.map((entry) => `/${entry.url}`));
        return {
          manifest: manifest.map((entry) => ({ ...entry, url: `/${entry.url}` })),
          warnings: [],
        };
      },
    ],
  });
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  await rm(bundle);
  return precached.sort();
}

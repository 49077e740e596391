import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Chunks } from '../../build/chunks.ts';
import type { Asset } from '../../build/variants.ts';

const DIST = new URL('../../dist', import.meta.url).pathname;
export const CLIENT = join(DIST, 'client');

export type Report = { script: string; style: string; chunks: Chunks; precached: string[] };

/** Reads what the last build made. */
export async function readBuilt() {
  if (!existsSync(join(DIST, 'build.json'))) throw new Error('run `bun run build` first');
  const report: Report = await Bun.file(join(DIST, 'build.json')).json();
  const index: Record<string, Asset> = await Bun.file(join(CLIENT, '_index.json')).json();
  const html = await Bun.file(join(CLIENT, 'index.html')).text();
  return { report, index, html };
}

/** Returns the bytes on the wire of a file of the client, by its path. */
export function sizeOf(index: Record<string, Asset>, path: string): number {
  const asset = index[path];
  if (asset === undefined) throw new Error(`${path} is not in the build`);
  return Bun.file(join(CLIENT, asset.encodings.br ?? asset.file)).size;
}

/** Lists what the page loads before its first screen: itself, its styles, its script and all that is preloaded. */
export function firstLoad(html: string): string[] {
  const paths = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /<script|rel="(?:stylesheet|modulepreload)"/.test(tag))
    .map((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? '');
  return ['/index.html', ...paths];
}

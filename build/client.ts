import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Chunks, chunksOf } from './chunks.ts';
import { icons } from './icons.ts';
import { languages } from './languages.ts';
import type { Paths } from './paths.ts';
import { buildPageStyles } from './styles.ts';

export type Client = { script: string; style: string; chunks: Chunks };

/** The web client's script (entry and lazily loaded chunks) and its stylesheet, in `assets/` with hashed names. */
export async function buildClient(paths: Paths, dev: boolean, version: string): Promise<Client> {
  const assets = join(paths.client, 'assets');
  await mkdir(assets, { recursive: true });
  const page = join(paths.source, 'styles/global.css');
  const style = await buildPageStyles(page, dev);
  await Bun.write(join(assets, style.name), style.text);
  const built = await Bun.build({
    entrypoints: [join(paths.source, 'main.ts')],
    outdir: assets,
    target: 'browser',
    format: 'esm',
    splitting: true,
    // Every part is a request: crumbs go into a part that is loaded anyway.
    minChunkSize: 16_384,
    publicPath: '/assets/',
    minify: !dev,
    sourcemap: dev ? 'linked' : 'none',
    metafile: true,
    naming: { entry: '[name]-[hash].[ext]', chunk: 'chunk-[hash].[ext]' },
    define: {
      // Without it Lit's development build ships: twice the size, and warnings in the console.
      'process.env.NODE_ENV': JSON.stringify(dev ? 'development' : 'production'),
      'process.env.PAYAMBAR_VERSION': JSON.stringify(version),
      'process.env.PAYAMBAR_DEV': JSON.stringify(dev ? '1' : ''),
    },
    plugins: [languages, icons],
  });
  const entry = built.outputs.find((output) => output.kind === 'entry-point');
  if (entry === undefined || built.metafile === undefined) throw new Error('no client was built');
  return { script: basename(entry.path), style: style.name, chunks: chunksOf(built.metafile) };
}

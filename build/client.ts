import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { banners } from './banners.ts';
import { type Chunks, chunksOf } from './chunks.ts';
import { icons } from './icons.ts';
import { languages } from './languages.ts';
import type { Paths } from './paths.ts';
import { sheets } from './sheets.ts';
import { buildPageStyles } from './styles.ts';

export type Client = { script: string; style: string; chunks: Chunks };

/**
 * Builds the web client's script (entry and lazily loaded chunks) and its stylesheet, in `assets/` with hashed names.
 */
export async function buildClient(paths: Paths, dev: boolean, version: string): Promise<Client> {
  const assets = join(paths.client, 'assets');
  await mkdir(assets, { recursive: true });
  const page = join(paths.source, 'styles/global.css');
  const style = await buildPageStyles(page, dev);
  await Bun.write(join(assets, style.name), style.text);
  const pictureWorker = await buildPictureWorker(paths, assets, dev);
  const built = await Bun.build({
    entrypoints: [join(paths.source, 'main.ts')],
    outdir: assets,
    target: 'browser',
    format: 'esm',
    splitting: true,
    // Every part is a request, so small parts go into one that is loaded anyway.
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
      'process.env.PAYAMBAR_PICTURE_WORKER': JSON.stringify(`/assets/${pictureWorker}`),
    },
    plugins: [languages, icons, banners, ...(dev ? [] : [sheets])],
  });
  const entry = built.outputs.find((output) => output.kind === 'entry-point');
  if (entry === undefined || built.metafile === undefined) throw new Error('no client was built');
  return { script: basename(entry.path), style: style.name, chunks: chunksOf(built.metafile) };
}

/** The bundler does not follow `new Worker`: this one is built before the client, which is told its name. */
async function buildPictureWorker(paths: Paths, assets: string, dev: boolean): Promise<string> {
  const built = await Bun.build({
    entrypoints: [join(paths.source, 'media/picture-worker.ts')],
    outdir: assets,
    target: 'browser',
    format: 'esm',
    minify: !dev,
    naming: '[name]-[hash].[ext]',
  });
  const [script] = built.outputs;
  if (script === undefined) throw new Error('no worker was built');
  return basename(script.path);
}

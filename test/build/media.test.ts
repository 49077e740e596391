import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { icons } from '../../build/icons.ts';
import { CLIENT, firstLoad, readBuilt } from './built.ts';

const KB = 1024;
const MEDIA = join(import.meta.dir, '../../client/media');
/** What the first load has anyway. */
const KNOWN = /\/(?:core|i18n|protocol)\/|^(?:idb|lit)$/;

/** Bytes on the wire of some modules and what only they need. */
async function weigh(modules: string[]): Promise<number> {
  const text = modules.map((path, i) => `export * as m${i} from '${MEDIA}/${path}';`).join('\n');
  const { outputs } = await Bun.build({
    entrypoints: ['entry.ts'],
    files: { 'entry.ts': text },
    target: 'browser',
    minify: true,
    plugins: [
      icons,
      {
        name: 'known',
        setup(build) {
          build.onResolve({ filter: KNOWN }, ({ path }) => ({ path, external: true }));
        },
      },
    ],
  });
  return brotliCompressSync((await outputs[0]?.text()) ?? '').length;
}

describe('the code of files', () => {
  test('weighs at most 8 KB before files are shown', async () => {
    const shown = [
      'album-layout.ts',
      'cache/media-cache.ts',
      'duration.ts',
      'file-category.ts',
      'file-icons.ts',
      'metered.ts',
      'thumbhash-picture.ts',
      'waveform.ts',
    ];
    const bytes = await weigh(shown);
    expect(bytes).toBeGreaterThan(3 * KB);
    expect(bytes).toBeLessThanOrEqual(8 * KB);
  });

  test('weighs at most 11 KB for each way of sending: a picture with its worker, a film or a file, a voice', async () => {
    const common = ['upload.ts', 'upload-line.ts', 'stored-bytes/stored-bytes.ts'];
    for (const way of [
      ['picture.ts'],
      ['video.ts', 'audio.ts', 'strip-metadata/strip-metadata.ts'],
      ['voice/voice-recorder.ts'],
    ])
      expect([way, (await weigh([...common, ...way])) <= 11 * KB]).toEqual([way, true]);
  });

  test('has a worker of its own for pictures, kept for offline use and not loaded before', async () => {
    const { report, html, index } = await readBuilt();
    const workers = Object.keys(index).filter((path) => path.includes('/picture-worker-'));
    expect(workers.length).toBe(1);
    expect(report.precached).toEqual(expect.arrayContaining(workers));
    expect(firstLoad(html).filter((path) => workers.includes(path))).toEqual([]);
    const scripts = Object.keys(index).filter((path) => /^\/assets\/.*\.js$/.test(path));
    const texts = await Promise.all(
      scripts.map((path) => Bun.file(join(CLIENT, index[path]?.file ?? '')).text()),
    );
    expect(texts.join('')).not.toContain('process.env');
  });
});

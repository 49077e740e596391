import { describe, expect, test } from 'bun:test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { staticGraph } from '../../build/chunks.ts';
import { errorsEn } from '../../client/i18n/texts/errors.ts';
import { CLIENT, firstLoad, readBuilt, sizeOf } from './built.ts';

const { report, index, html } = await readBuilt();
const KB = 1024;
const textsOf = async (pattern: RegExp) =>
  await Promise.all(
    Object.entries(index)
      .filter(([path]) => pattern.test(path))
      .map(
        async ([path, { file }]): Promise<[string, string]> => [
          path,
          await Bun.file(join(CLIENT, file)).text(),
        ],
      ),
  );

describe('the first load', () => {
  const own = firstLoad(html).map((path) => sizeOf(index, path));
  const fonts = Object.keys(index)
    .filter((path) => path.endsWith('.woff2'))
    .map((path) => sizeOf(index, path));
  const sum = (sizes: number[]) => sizes.reduce((one, other) => one + other, 0);

  test('is within 60 KB, and within 110 KB with both fonts', () => {
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(fonts.length).toBe(2);
    expect(sum(own)).toBeLessThanOrEqual(60 * KB);
    expect(sum(own) + sum(fonts)).toBeLessThanOrEqual(110 * KB);
  });

  test('asks for every part at once: none waits for another to be parsed', () => {
    const wanted = [...staticGraph(report.chunks, report.script)].map((name) => `/assets/${name}`);
    expect(firstLoad(html)).toEqual(expect.arrayContaining(wanted));
  });

  test('leaves the other screens for later', () => {
    const later = Object.keys(report.chunks).filter(
      (name) => !staticGraph(report.chunks, report.script).has(name),
    );
    expect(later.length).toBeGreaterThan(0);
  });

  test('carries one language: English is a part of its own, kept for offline use', async () => {
    const english = (await textsOf(/^\/assets\/.*\.js$/)).filter(([, text]) =>
      text.includes(errorsEn.offline),
    );
    expect(english.map(([path]) => firstLoad(html).includes(path))).toEqual([false]);
    expect(report.precached).toEqual(expect.arrayContaining(english.map(([path]) => path)));
  });
});

describe('the client', () => {
  test('is Lit’s production build', async () => {
    const scripts = await textsOf(/^\/assets\/.*\.js$/);
    expect(scripts.some(([, text]) => text.includes('litElementVersions'))).toBe(true);
    for (const [path, text] of scripts) {
      expect([path, text.includes('litIssuedWarnings')]).toEqual([path, false]);
    }
  });

  test('names no foreign host', async () => {
    const texts = await textsOf(/\.(js|css|html|webmanifest|svg)$/);
    const hosts = texts.flatMap(([path, text]) =>
      [...text.matchAll(/\b(?:https?|wss?):\/\/([\w-]+(?:\.[\w-]+)+)/g)]
        .filter(
          ([, host = '']) => !/^(www\.w3\.org|([\w-]+\.)?example\.(com|org)|[\d.]+)$/.test(host),
        )
        .map(([url]) => `${path}: ${url}`),
    );
    expect(hosts).toEqual([]);
  });

  test('runs no inline script and no inline style, which the policy would refuse', () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  });

  test('keeps its logical properties: direction is not guessed from the language', async () => {
    const [[, css = ''] = []] = await textsOf(/^\/assets\/global-.*\.css$/);
    expect(css).toContain('light-dark(');
    expect(css).not.toMatch(/--buncss|:lang\(/);
  });
});

describe('the index of files', () => {
  test('names every file and nothing else', async () => {
    const files = (await readdir(CLIENT, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name !== '_index.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(CLIENT.length + 1));
    const named = Object.values(index).flatMap(({ file, encodings }) => [
      file,
      ...Object.values(encodings),
    ]);
    expect(named.sort()).toEqual(files.sort());
  });

  test('has variants that unpack to the file itself', async () => {
    for (const { file, encodings } of Object.values(index)) {
      const bytes = await Bun.file(join(CLIENT, file)).bytes();
      if (encodings.br) {
        const packed = await Bun.file(join(CLIENT, encodings.br)).bytes();
        expect(brotliDecompressSync(packed).equals(bytes)).toBe(true);
      }
      if (encodings.gzip) {
        const packed = await Bun.file(join(CLIENT, encodings.gzip)).bytes();
        expect(gunzipSync(packed).equals(bytes)).toBe(true);
      }
    }
    expect(index['/index.html']?.encodings).toEqual({ br: 'index.html.br', gzip: 'index.html.gz' });
  });

  test('lets only those names be kept that change with their content', () => {
    for (const [path, { immutable }] of Object.entries(index)) {
      expect([path, immutable]).toEqual([path, /^\/assets\/.+-\w{8}\.|^\/fonts\//.test(path)]);
    }
    expect(index['/sw.js']?.immutable).toBe(false);
    expect(index[`/assets/${report.script}`]?.immutable).toBe(true);
  });
});

import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { CLIENT, readBuilt, sizeOf } from './built.ts';

const { report, index } = await readBuilt();

/** These screens show only what comes from the server. */
const ONLINE = /\("pa-(admin|setup|reset)"\)/;

test('the worker keeps the shell and every part of it: whatever can be opened offline is there', async () => {
  const names = Object.keys(report.chunks);
  const texts = await Promise.all(
    names.map((name) => Bun.file(join(CLIENT, 'assets', name)).text()),
  );
  const online = names.filter((_, n) => ONLINE.test(texts[n] ?? ''));
  expect(online).toHaveLength(3);
  const parts = names.filter((name) => !online.includes(name)).map((name) => `/assets/${name}`);
  expect(report.precached).toEqual(
    expect.arrayContaining(['/index.html', `/assets/${report.style}`, ...parts]),
  );
  expect(report.precached).toEqual(
    expect.arrayContaining(Object.keys(index).filter((path) => path.endsWith('.woff2'))),
  );
});

test('the worker keeps nothing that is large or not shown: installing costs less than 400 KB', () => {
  // A quarter of it is files: a picture is prepared, a voice recorded and the viewer opened without a connection, too.
  const bytes = report.precached.reduce((sum, path) => sum + sizeOf(index, path), 0);
  expect(bytes).toBeLessThan(400 * 1024);
  const bitmaps = report.precached.filter((path) => path.endsWith('.png'));
  expect(bitmaps).toEqual(['/icons/icon-192.png']);
});

test('the worker never keeps itself or an answer of the API', async () => {
  expect(report.precached).not.toContain('/sw.js');
  expect(report.precached.filter((path) => path.startsWith('/api'))).toEqual([]);
  const source = await Bun.file(join(CLIENT, 'sw.js')).text();
  expect(source).toContain('/index.html');
  expect(source).not.toMatch(
    /NetworkFirst|StaleWhileRevalidate|CacheFirst|importScripts\(["']http/,
  );
});

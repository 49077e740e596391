import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { CLIENT, readBuilt, sizeOf } from './built.ts';

const { report, index } = await readBuilt();

test('the worker keeps the shell and every part of it: whatever is opened offline is there', () => {
  const parts = Object.keys(report.chunks).map((name) => `/assets/${name}`);
  expect(report.precached).toEqual(
    expect.arrayContaining(['/index.html', `/assets/${report.style}`, ...parts]),
  );
  expect(report.precached).toEqual(
    expect.arrayContaining(Object.keys(index).filter((path) => path.endsWith('.woff2'))),
  );
});

test('the worker keeps nothing that is large or not shown: installing costs less than 300 KB', () => {
  const bytes = report.precached.reduce((sum, path) => sum + sizeOf(index, path), 0);
  expect(bytes).toBeLessThan(300 * 1024);
  const bitmaps = report.precached.filter((path) => path.endsWith('.png'));
  expect(bitmaps).toEqual(['/icons/icon-192.png']);
});

test('the worker never keeps itself or an answer of the API (original #48)', async () => {
  expect(report.precached).not.toContain('/sw.js');
  expect(report.precached.filter((path) => path.startsWith('/api'))).toEqual([]);
  const source = await Bun.file(join(CLIENT, 'sw.js')).text();
  expect(source).toContain('/index.html');
  expect(source).not.toMatch(
    /NetworkFirst|StaleWhileRevalidate|CacheFirst|importScripts\(["']http/,
  );
});

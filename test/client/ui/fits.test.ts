/** The search for what does not fit must be able to find it, and leave alone what may be so. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Browser, chromium } from 'playwright-core';
import { ensureChromium } from '../../../scripts/chromium.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import { LONG_NAMES, misfits, renameAll } from './fits.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox'],
    timeout: PATIENCE_MS,
  });
});
afterAll(() => browser.close());

async function findMisfits(html: string, name = LONG_NAMES[1] ?? ''): Promise<string[]> {
  const page = await browser.newPage({ viewport: { width: 320, height: 400 } });
  await page.setContent(`<body style="margin: 0">${html}`);
  expect(await renameAll(page, ['Ada'], name)).toBe(1);
  const found = await misfits(page);
  await page.close();
  return found.map((one) => one.split(' ').slice(0, 2).join(' '));
}

const ROW = '<span style="white-space: nowrap">Ada</span>';

test('a name is as long as the server lets it be, and one of them has no blank', () => {
  for (const name of LONG_NAMES) expect(name).toHaveLength(64);
  expect(LONG_NAMES.filter((name) => !name.includes(' '))).toHaveLength(2);
});

test('a grid that grows with a name is found, with the button that it takes along', async () => {
  const grid = `<div style="display: grid"><p style="display: flex">${ROW}<button>go</button></p></div>`;
  expect(await findMisfits(grid)).toContain('control: button');
});

test('words that end without dots are found, and with dots they are not', async () => {
  expect(await findMisfits(`<p style="overflow: hidden">${ROW}</p>`)).toEqual(['words: span']);
  expect(
    await findMisfits(`<p style="overflow: hidden; text-overflow: ellipsis">${ROW}</p>`),
  ).toEqual([]);
});

test('what may be scrolled sideways, and what wraps, is left alone', async () => {
  expect(await findMisfits(`<pre style="overflow: auto">Ada</pre>`)).toEqual([]);
  expect(await findMisfits('<p>Ada</p>')).toEqual([]);
});

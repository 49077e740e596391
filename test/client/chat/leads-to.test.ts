import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openBrowser, untilSettled } from './page.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a link that reads like another address shows where it leads, in no copy of the words; others do not', async () => {
  const page = await browser.open('/c/chat0000005');
  await untilSettled(page);
  await page.evaluate(() => {
    const entities = [
      { type: 'link' as const, offset: 0, length: 12, url: 'https://evil.example/in' },
    ];
    const line = messenger.history('chat0000005');
    line.change(99, { text: 'your bank at', entities });
    line.change(100, { text: 'bank.example را ببینید', entities });
  });
  const linkOf = (seq: number) => page.locator(`pa-message[data-key$="000000000${seq}"] a`);
  await linkOf(100).waitFor();
  const real = linkOf(100).locator('.leads-to');
  expect(await real.textContent()).toBe('evil.example');
  expect(await real.evaluate((it) => getComputedStyle(it).userSelect)).toBe('none');
  expect(await linkOf(100).getAttribute('href')).toBe('https://evil.example/in');
  await page.locator('pa-message[data-key$="000000000099"] a').waitFor();
  expect(await page.locator('pa-message[data-key$="000000000099"] .leads-to').count()).toBe(0);
});

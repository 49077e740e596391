import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { launch } from '../../e2e/helpers/device.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { DESK, PHONE } from '../../e2e/helpers/stage.ts';
import { violations } from '../../helpers/axe.ts';

/** Tries pages that the server shows in place of the app. */
let server: Executable;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable(), launch()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const WRONG = '/c/%E0%A4%A';
const PLAIN = { fa: '/plain/index.html', en: '/plain/index.en.html' };
const TITLES = {
  fa: ['اینجا صفحه‌ای نیست', 'این نشانی امن نیست'],
  en: ['There is no page here', 'This address is not secure'],
};

test.each(
  (['fa', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((scheme) => [language, scheme] as const),
  ),
)(
  'a wrong address and the page before plain HTTP, in %s and %s: whole on a phone, axe clean, and by keys to the app',
  async (language, scheme) => {
    for (const size of [PHONE, DESK]) {
      const locale = language === 'fa' ? 'fa-IR' : 'en-GB';
      const context = await browser.newContext({ ...size, locale, colorScheme: scheme });
      const page = await context.newPage();
      const seen: (string | null)[] = [];
      for (const path of [WRONG, PLAIN[language]]) {
        await page.goto(server.url + path);
        seen.push(await page.locator('h1').textContent());
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(await violations(page)).toEqual([]);
        const [wide, room] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.clientWidth,
        ]);
        expect(wide).toBeLessThanOrEqual(room ?? 0);
      }
      expect(seen).toEqual(TITLES[language]);
      await page.goto(server.url + WRONG);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('pa-app').waitFor();
      await context.close();
    }
  },
);

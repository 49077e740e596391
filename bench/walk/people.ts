import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../../test/e2e/helpers/device.ts';
import { enterRegister } from '../../test/e2e/helpers/entering.ts';
import { bubbles } from '../../test/e2e/helpers/timeline.ts';
import { NAME } from '../../test/helpers/certificates.ts';
import { until } from '../../test/helpers/until.ts';
import { print } from '../lib/report.ts';
import type { Place } from './place.ts';

const PATIENCE = { ms: 120_000, everyMs: 200 };
const HOME = `https://${NAME}`;

export type People = Awaited<ReturnType<typeof openPeople>>;

/** Two people in real browsers, who come by the balancer: one on a phone in Persian, one at a desk in English and dark. */
export async function openPeople({ front, folder }: Place) {
  const at = front.at;
  const browser = await launch([
    `--host-resolver-rules=MAP ${NAME}:443 ${at}`,
    '--ignore-certificate-errors',
  ]);
  const sara = await openPage(browser, 'fa-IR', { width: 360, height: 740 }, 'light');
  const ali = await openPage(browser, 'en-US', { width: 1280, height: 800 }, 'dark');
  const shots = process.env.WALK_SHOTS ?? folder;
  let said = 0;
  const people = {
    sara,
    ali,
    async meet(): Promise<void> {
      await enterRegister(sara, 'sara.walk', 'سارا محمدی');
      await enterRegister(ali, 'ali.walk', 'Ali Rezaei');
      await sara.goto(`${HOME}/u/ali.walk`);
      await sara.getByRole('button', { name: /ارسال پیام|Send a message/ }).click();
      await write(sara, 'سلام علی');
      await ali.locator('pa-chat-list .folder', { hasText: /Requests/ }).click();
      await ali.locator('pa-chat-list a.chat', { hasText: 'سارا' }).click();
      await ali.getByRole('button', { name: /^Accept$/ }).click();
      await ali.locator('pa-request-bar button').first().waitFor({ state: 'detached' });
      for (const page of [sara, ali])
        await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    },
    /** Each writes while something happens; afterwards both have both, once, and nobody has reloaded. */
    async talkWhile(name: string, work: () => Promise<unknown>): Promise<void> {
      const n = ++said;
      const [one, other] = [`${n} پیش از: ${name}`, `${n} after: ${name}`];
      const began = performance.now();
      const working = work();
      await write(sara, one);
      await working;
      const happened = performance.now();
      await write(ali, other);
      for (const page of [sara, ali])
        await until(
          async () => (await bubbles(page)).filter((text) => text === one || text === other).length,
          2,
          PATIENCE,
        );
      const took = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
      print(
        `${name}: ${((happened - began) / 1000).toFixed(1)} s, and ${took(happened)} s until both had all`,
      );
      for (const page of [sara, ali])
        if (!(await page.evaluate(() => 'sameDocument' in window)))
          throw new Error(`${name}: a page was loaded anew`);
    },
    async picture(name: string): Promise<void> {
      for (const [who, page] of [
        ['phone', sara],
        ['desk', ali],
      ] as const)
        await page.screenshot({ path: join(shots, `walk-${name}-${who}.png`) });
    },
    /** All that stands in the chat, for both. */
    async texts(): Promise<[string[], string[]]> {
      return [await bubbles(sara), await bubbles(ali)];
    },
    close: () => browser.close(),
  };
  return people;
}

async function openPage(
  browser: Browser,
  locale: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<Page> {
  const context = await browser.newContext({
    ...{ locale, viewport, colorScheme },
    timezoneId: 'Asia/Tehran',
    ignoreHTTPSErrors: true,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto(HOME);
  return page;
}

async function write(page: Page, text: string): Promise<void> {
  const composer = page.locator('pa-composer textarea');
  await composer.waitFor();
  await composer.fill(text);
  await page.locator('pa-composer button.send').click();
  await page.locator('pa-message', { hasText: text }).first().waitFor();
}

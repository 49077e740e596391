import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { violations } from '../helpers/axe.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
/** Each value comes once; the made-up scenes (test/client/ui) turn through the other combinations. */
const LOOKS = [
  { language: 'fa', theme: 'light', viewport: PHONE },
  { language: 'en', theme: 'dark', viewport: DESK },
] as const;

let server: Executable;
let browser: Browser;
let people = 0;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  const ali = await Device.open(browser, server);
  await ali.register('ali', 'علی رضایی');
  await ali.close();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Expects nothing that axe-core finds, and nothing wider than the screen. */
async function looksRight({ page }: Device): Promise<void> {
  // One that is cut short by the next has ended as well.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  expect(await violations(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

describe.each(LOOKS)(
  '$language, $theme, $viewport.width wide:',
  ({ language, theme, viewport }) => {
    let device: Device;
    beforeAll(async () => {
      device = await Device.open(browser, server, { viewport });
      await device.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await device.page.evaluate(
        (chosen) => localStorage.setItem('payambar:language', chosen),
        language,
      );
      await device.page.reload();
      await device.page.locator('pa-sign-in form').waitFor();
    });
    afterAll(() => device.close());
    const go = async (path: string, shown: string): Promise<void> => {
      await device.page.goto(device.link.url + path);
      await device.page.locator(shown).first().waitFor();
    };

    test('sign-in and register', async () => {
      await looksRight(device);
      await device.page.locator('pa-sign-in .switch button').nth(1).click();
      await device.page.locator('input[name=displayName]').waitFor();
      await looksRight(device);
      await device.page.locator('pa-sign-in form button.primary').click();
      await device.page.locator('pa-sign-in [aria-invalid=true]').first().waitFor();
      await looksRight(device);
    });

    test('empty list, profile of another, chat, list', async () => {
      await device.register(
        `person${++people}`,
        language === 'fa' ? 'سارا محمدی' : 'Sara Mohammadi',
      );
      await looksRight(device);
      await go('/u/ali', 'pa-profile');
      await looksRight(device);
      await device.talkTo('ali');
      await looksRight(device);
      await device.write('سلام، می‌خواهم فردا ببینمت');
      await device.write('Great, see you at 5 👍');
      await device.ticks('Great', 'one');
      await looksRight(device);
      await go('/', 'pa-chat-list a.chat');
      await looksRight(device);
    });

    test('search, new chat, settings and each of their parts', async () => {
      await go('/search', 'pa-search input');
      await device.page.locator('pa-search input').fill('فردا');
      await device.page.locator('pa-search mark').first().waitFor();
      await looksRight(device);
      await go('/new', 'pa-new-chat input');
      await device.page.locator('pa-new-chat input').fill('ali');
      await device.page.locator('pa-new-chat li').first().waitFor();
      await looksRight(device);
      for (const part of [
        '',
        '/profile',
        '/appearance',
        '/password',
        '/sessions',
        '/install',
        '/program',
      ]) {
        await go(`/settings${part}`, 'pa-settings');
        await looksRight(device);
      }
    });

    test('offline', async () => {
      await go('/', 'pa-chat-list a.chat');
      device.link.cut();
      await device.page.locator('pa-connection [role=status]').first().waitFor();
      await looksRight(device);
      device.link.restore();
    });
  },
);

/**
 * `bun scripts/pictures.ts`: makes the pictures in docs/images, and those that a browser shows before it installs the
 * app (public/screenshots), of the executable in `dist`.
 */
import { Database } from 'bun:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureBuilt } from './built.ts';
import { ensureChromium } from './chromium.ts';
import { tellStory, type Written } from './pictures/tell.ts';
import { toWebp } from './pictures/webp.ts';
import { say } from './say.ts';

const IMAGES = join(import.meta.dir, '../docs/images');
const SCREENSHOTS = join(import.meta.dir, '../public/screenshots');
const URL_ = 'http://localhost:18431';
const PASSWORD = 'a long passphrase';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/**
 * The story ends at the newest 18:40 of Tehran (half past three in Greenwich and ten minutes more): nobody plans a
 * trip at night.
 */
const NOW =
  Math.floor((Date.now() - (15 * 60 + 10) * MINUTE) / DAY) * DAY + (15 * 60 + 10) * MINUTE;
const [DESKTOP, PHONE] = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

const dataDir = mkdtempSync(join(tmpdir(), 'payambar-pictures-'));
const executable = await ensureBuilt();
let stop = async (): Promise<void> => {};
try {
  stop = await start();
  const written = await tellStory(URL_, PASSWORD);
  await stop();
  age(written);
  stop = await start();
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run'];
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args });
  try {
    const [light, dark] = [{ colorScheme: 'light' }, { colorScheme: 'dark' }] as const;
    const image = (name: string) => (page: Page) =>
      page.screenshot({ path: join(IMAGES, name) }).then(() => say(name));
    await take(browser, { viewport: DESKTOP, ...light }, openChat, image('chat.png'));
    await take(browser, { viewport: PHONE, ...light }, openList, image('list-phone.png'));
    await take(browser, { viewport: PHONE, ...light }, openChat, image('chat-phone.png'));
    await take(browser, { viewport: PHONE, ...dark }, openChat, image('chat-phone-dark.png'));
    for (const [language, locale] of [
      ['fa', 'fa-IR'],
      ['en', 'en-GB'],
    ] as const) {
      const shot = (form: string) => async (page: Page) => {
        const name = `${form}-${language}.webp`;
        await Bun.write(join(SCREENSHOTS, name), await toWebp(browser, await page.screenshot()));
        say(name);
      };
      const narrow = { viewport: PHONE, ...light, locale };
      await take(browser, narrow, openList, shot('narrow'));
      const wide = { viewport: DESKTOP, ...light, locale, deviceScaleFactor: 1 };
      await take(browser, wide, openChat, shot('wide'));
    }
  } finally {
    await browser.close();
  }
} finally {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function start(): Promise<() => Promise<void>> {
  const env = {
    ...{ DATA_DIR: dataDir, PORT: new URL(URL_).port, HOST: '127.0.0.1', TZ: 'Asia/Tehran' },
    ...{ REGISTRATION: 'open', AUTH_LIMIT: '1000', SERVER_NAME: 'خانواده‌ی کیانی' },
  };
  const child = Bun.spawn([executable], { env, stdout: 'ignore', stderr: 'ignore' });
  while (!(await fetch(`${URL_}/health`).catch(() => undefined))?.ok) await Bun.sleep(50);
  return async () => {
    child.kill('SIGTERM');
    await child.exited;
  };
}

/**
 * A server gives each message its own time, and the story needs yesterday. No device has shown these messages yet, so
 * their times may be changed.
 */
function age(written: readonly Written[]): void {
  const database = new Database(join(dataDir, 'payambar.db'));
  for (const { chatId, seq, minutesAgo } of written) {
    const at = NOW - minutesAgo * MINUTE;
    database.run('update messages set created_at = ? where chat_id = ? and seq = ?', [
      at,
      chatId,
      seq,
    ]);
    database.run('update chats set last_at = ? where id = ?', [at, chatId]);
  }
  database.close();
}

type Looks = {
  viewport: { width: number; height: number };
  colorScheme: 'light' | 'dark';
  locale?: string;
  deviceScaleFactor?: number;
};

async function take(
  browser: Browser,
  looks: Looks,
  arrange: (page: Page) => Promise<void>,
  keep: (page: Page) => Promise<unknown>,
): Promise<void> {
  const context = await browser.newContext({
    ...{
      locale: 'fa-IR',
      timezoneId: 'Asia/Tehran',
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    },
    ...looks,
    hasTouch: looks.viewport.width < 500,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(URL_);
  await page.locator('input[name=username]').fill('sara');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await page.locator('pa-chat-list a.chat').first().waitFor();
  await arrange(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // After this pause what slides in has come to rest; no event says so of all of it.
  await Bun.sleep(1_500);
  await keep(page);
  await context.close();
}

async function openList(): Promise<void> {}

async function openChat(page: Page): Promise<void> {
  await page.locator('pa-chat-list a.chat', { hasText: 'علی رضایی' }).click();
  await page.locator('pa-composer textarea').waitFor();
  await page.locator('pa-message').last().waitFor();
}

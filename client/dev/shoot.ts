/**
 * `bun client/dev/shoot.ts <folder> [pattern…]`: every screen (or what matches, as `chat-phone`) at two sizes, in both themes and languages, as PNG, each
 * checked by axe-core. Prints what axe finds, what the CSP refuses and what goes wrong on the page.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { buildDev, serveDev } from './serve.ts';
import type { Shot } from './shot.ts';
import { SHOTS } from './shots.ts';

const SIZES = [
  { name: 'phone', width: 360, height: 740 },
  { name: 'desk', width: 1280, height: 800 },
];
const [folder = '/tmp/shots', ...only] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);

await mkdir(folder, { recursive: true });
await buildDev();
const server = serveDev(0);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--headless=new'],
});
const wanted = new RegExp(only.join('|') || '.');
for (const shot of SHOTS) {
  for (const language of ['fa', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const size of SIZES) await shoot(browser, shot, { language, theme, size });
    }
  }
}
await browser.close();
await server.stop(true);

type Variant = { language: 'fa' | 'en'; theme: 'light' | 'dark'; size: (typeof SIZES)[number] };

async function shoot(on: Browser, shot: Shot, { language, theme, size }: Variant): Promise<void> {
  const name = `${shot.name}-${size.name}-${theme}-${language}`;
  if (!wanted.test(name)) return;
  const context = await on.newContext({
    viewport: { width: size.width, height: size.height },
    colorScheme: theme,
    hasTouch: size.name === 'phone',
    isMobile: size.name === 'phone',
    timezoneId: 'Asia/Tehran',
    reducedMotion: 'reduce',
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) say(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`${name}: ${error.message}`));
  await page.addInitScript(
    ([scene, chosen]) => {
      localStorage.setItem('scene', scene);
      localStorage.setItem('payambar:language', chosen);
    },
    [shot.scene ?? 'usual', language] as const,
  );
  await page.goto(new URL(shot.path, server.url).href);
  await page.evaluate(() => document.fonts.ready);
  await shot.prepare?.(page);
  await page.waitForTimeout(shot.settleMs ?? 350);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await audit(page, name);
  await context.close();
}

async function audit(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, help, nodes } of violations) {
    say(`${name}: axe ${id}: ${help}`);
    for (const node of nodes.slice(0, 3)) {
      say(`    ${node.target.flat().join(' ')}  ${node.any[0]?.message ?? node.html}`);
    }
  }
}

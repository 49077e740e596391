/**
 * Time to the first usable screen in Chromium, CPU slowed down 6 times, on a line of 400 kbit/s and 400 ms: cold (an empty
 * browser, until the sign-in form can be typed into) and warm (signed in, the worker installed, until the chats stand
 * there). Slowed by the DevTools protocol: Emulation.setCPUThrottlingRate, Network.emulateNetworkConditions. To reach:
 * cold ≤ 6 s, warm ≤ 1.5 s.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './lib/chromium.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';

const RUNS = Number(process.env.BENCH_TURNS ?? 5);
const SLOW_CPU = 6;
const LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};
const PASSWORD = 'a password of the bench';

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  return page;
}

async function timeLoad(page: Page, url: string, usable: string): Promise<number> {
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(usable).first().waitFor();
  return performance.now() - started;
}

async function measureCold(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const took = await timeLoad(await slowPage(context), url, 'pa-sign-in input[name=username]');
  await context.close();
  return took;
}

/** Registers and opens saved messages at full speed, waits for the worker, then opens the app again, slowed. */
async function measureWarm(browser: Browser, url: string, username: string): Promise<number> {
  const context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(url);
  await first.locator('pa-sign-in .switch button').nth(1).click();
  await first.locator('input[name=displayName]').fill(username);
  await first.locator('input[name=username]').fill(username);
  await first.locator('input[name=password]').fill(PASSWORD);
  await first.locator('pa-sign-in form button.primary').click();
  await first.locator('pa-chat-list').waitFor();
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ kind: 'self' });
    await fetch('/api/chats', { method: 'POST', headers: json, body });
  });
  await first.reload();
  await first.locator('pa-chat-list a.chat').waitFor();
  await first.close();
  const took = await timeLoad(await slowPage(context), url, 'pa-chat-list a.chat');
  await context.close();
  return took;
}

export async function firstScreen(): Promise<Figure[]> {
  const dir = tempDir('screen');
  const server = await startServer(serverCommand(), dir.path, { AUTH_LIMIT: '1000' });
  const url = `http://127.0.0.1:${server.port}`;
  const browser = await launchChromium();
  const times = { cold: [] as number[], warm: [] as number[] };
  for (let i = 0; i < RUNS; i++) {
    times.cold.push(await measureCold(browser, url));
    times.warm.push(await measureWarm(browser, url, `person${i}`));
  }
  await browser.close();
  await server.stop();
  dir.remove();
  return [
    {
      bench: 'screen',
      name: 'cold, first screen',
      value: median(times.cold),
      unit: 'ms',
      target: 6000,
    },
    {
      bench: 'screen',
      name: 'warm, list of chats',
      value: median(times.warm),
      unit: 'ms',
      target: 1500,
    },
  ];
}

if (import.meta.main) await runAlone(firstScreen);

/**
 * A chat of 100,000 messages on a slow phone: Chromium with its CPU slowed down 6 times
 * (Emulation.setCPUThrottlingRate), 360 × 740, a finger that drags through older history for 20 s
 * (Input.dispatchTouchEvent). Frames are counted by requestAnimationFrame: those that the page itself could draw. To
 * reach: 50 frames a second or more in the median, a heap that stays flat, rows that keep their position when older
 * ones come above. Between its parts the same finger drags a list of plain paragraphs: the floor, which no page is
 * faster than on this machine in this minute.
 */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { SECRET_ENV } from './lib/cast.ts';
import { launchChromium } from './lib/chromium.ts';
import { drag } from './lib/finger.ts';
import { countFrames, shiftWhileLoading, watchPlaces } from './lib/frames.ts';
import { LONG_CHAT, REFRESH, writeLongChat } from './lib/long-chat.ts';
import { openPlainList, rewind } from './lib/plain-list.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { searchCaughtUp } from './lib/search-lag.ts';
import { median, percentile } from './lib/stats.ts';

const SLOW_CPU = 6;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
/** The heap is measured after each part. */
const PARTS = 4;
/** In each part the floor is measured, and positions are watched, for this long. */
const SHORT = 3;
const PLACES = 10;

type Memory = { heapMb: number; nodes: number };

async function openChat(context: BrowserContext, url: string): Promise<Page> {
  await context.addCookies([{ name: 'payambar-refresh', value: REFRESH, url }]);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('pa-chat-list a.chat').first().click();
  await page.locator('pa-message').nth(20).waitFor({ state: 'attached' });
  return page;
}

async function memory(cdp: CDPSession): Promise<Memory> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { heapMb: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes') };
}

/** Frames in each full second, and the longest frame in ms. */
function rates(times: number[]): { seconds: number[]; longest: number } {
  const seconds: number[] = [];
  const began = times[0] ?? 0;
  for (const time of times) {
    const second = Math.floor((time - began) / 1000);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  const longest = Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? time)));
  return { seconds: Array.from(seconds.slice(0, -1), (count) => count ?? 0), longest };
}

const firstDrawn = (page: Page): Promise<number> =>
  page
    .locator('pa-timeline')
    .evaluate((timeline) => timeline.shadowRoot?.querySelector('pa-message')?.message?.seq ?? 0);

async function slowDown(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  return cdp;
}

async function framesOf(page: Page, walk: () => Promise<void>): Promise<number[]> {
  await page.bringToFront();
  const end = await countFrames(page);
  await walk();
  return end();
}

async function walk(page: Page, plain: Page): Promise<Figure[]> {
  const [cdp, plainCdp] = [await slowDown(page), await slowDown(plain)];
  const seconds: number[] = [];
  const floor: number[] = [];
  const heaps: Memory[] = [];
  let [longest, stepBack, most] = [0, 0, 0];
  for (let part = 0; part < PARTS; part++) {
    const bare = await framesOf(plain, () => drag(plainCdp, SHORT, () => rewind(plain)));
    floor.push(...rates(bare).seconds);
    const rate = rates(await framesOf(page, () => drag(cdp, SECONDS / PARTS)));
    seconds.push(...rate.seconds);
    longest = Math.max(longest, rate.longest);
    const end = await watchPlaces(page);
    await drag(cdp, SHORT);
    const places = await end();
    stepBack = Math.max(stepBack, places.stepBack);
    most = Math.max(most, places.most);
    heaps.push(await memory(cdp));
  }
  const first = await firstDrawn(page);
  let shift = 0;
  for (let i = 0; i < PLACES; i++) shift = Math.max(shift, await shiftWhileLoading(page));
  print(`  frames each second: ${seconds.join(' ')}; of plain text: ${floor.join(' ')}`);
  print(
    `  after each part: ${heaps.map((one) => `${one.heapMb.toFixed(1)} MB, ${one.nodes} nodes`).join('; ')}`,
  );
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    bench: 'timeline',
    name,
    value,
    unit,
    target,
  });
  const [begun, ended] = [heaps[0], heaps.at(-1)];
  return [
    line('frame at the median rate', 1000 / median(seconds), 'ms', 20),
    line('frames a second, median', median(seconds), ''),
    line('frames a second of plain text, median: the floor', median(floor), ''),
    line('frames a second, share of the floor', median(seconds) / median(floor), ''),
    line('frames a second, p5', percentile(seconds, 5), ''),
    line('longest frame', longest, 'ms'),
    line('messages walked through', LONG_CHAT.messages - first, ''),
    line('heap after the first part', begun?.heapMb ?? Number.NaN, 'MB'),
    line(
      'heap: growth from the first part to the last',
      (ended?.heapMb ?? 0) - (begun?.heapMb ?? 0),
      'MB',
      1,
    ),
    line('DOM nodes after the last part', ended?.nodes ?? Number.NaN, ''),
    line('bubbles in the DOM, most', most, ''),
    line('a row against the finger while dragging, most', stepBack, 'px', 3),
    line('a row at rest while older ones load above, most', shift, 'px', 3),
  ];
}

async function inBrowser(browser: Browser, url: string): Promise<Figure[]> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    locale: 'fa-IR',
  });
  return await walk(await openChat(context, url), await openPlainList(context));
}

export async function timeline(): Promise<Figure[]> {
  const dir = tempDir('timeline');
  writeLongChat(dir.path);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const browser = await launchChromium();
  try {
    // The server's indexing must not take the CPU that is being measured.
    await searchCaughtUp(dir.path);
    return await inBrowser(browser, `http://127.0.0.1:${server.port}`);
  } finally {
    await browser.close();
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(timeline);

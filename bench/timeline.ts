/**
 * A chat of 100,000 messages on a slow phone: Chromium with its CPU slowed down 6 times (Emulation.setCPUThrottlingRate),
 * 360 × 740, a finger that drags through older history for 20 s (Input.dispatchTouchEvent). Frames are counted by
 * requestAnimationFrame: those that the page itself could draw. To reach: 50 frames a second or more in the median, a
 * heap that stays flat, rows that stay where they are when older ones come above.
 */
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
} from 'playwright-core';
import { SECRET_ENV } from './lib/cast.ts';
import { shiftWhileLoading, watchFrames } from './lib/frames.ts';
import { LONG_CHAT, REFRESH, writeLongChat } from './lib/long-chat.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { searchCaughtUp } from './lib/search-lag.ts';
import { median, percentile } from './lib/stats.ts';

const SLOW_CPU = 6;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
/** CSS pixels a second of the finger; the heap is looked at after each part. */
const SPEED = 1500;
const FROM = 160;
const DRAG = 420;
/** The list glides on before the finger takes it again. */
const GLIDE_MS = 400;
const PARTS = 4;
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

/** The finger again and again, each time let go in its motion, as one does who looks for something old. */
async function drag(cdp: CDPSession, seconds: number): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: 180, y }],
    });
  for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
    const began = performance.now();
    await touch('touchStart', FROM);
    for (let y = FROM; y < FROM + DRAG; ) {
      y = FROM + Math.min(DRAG, ((performance.now() - began) * SPEED) / 1000);
      // Answered when the page has taken it: never more than one is on its way.
      await touch('touchMove', y);
      await Bun.sleep(8);
    }
    await touch('touchEnd');
    await Bun.sleep(GLIDE_MS);
  }
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

async function walk(page: Page): Promise<Figure[]> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  const seconds: number[] = [];
  const heaps: Memory[] = [];
  let [longest, stepBack, most] = [0, 0, 0];
  for (let part = 0; part < PARTS; part++) {
    const end = await watchFrames(page);
    await drag(cdp, SECONDS / PARTS);
    const frames = await end();
    const rate = rates(frames.times);
    seconds.push(...rate.seconds);
    longest = Math.max(longest, rate.longest);
    stepBack = Math.max(stepBack, frames.stepBack);
    most = Math.max(most, frames.most);
    heaps.push(await memory(cdp));
  }
  const first = await firstDrawn(page);
  let shift = 0;
  for (let i = 0; i < PLACES; i++) shift = Math.max(shift, await shiftWhileLoading(page));
  print(`  frames each second: ${seconds.join(' ')}`);
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
  return await walk(await openChat(context, url));
}

export async function timeline(): Promise<Figure[]> {
  const dir = tempDir('timeline');
  writeLongChat(dir.path);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
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

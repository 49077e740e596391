/**
 * A chat of 1,000 pictures on a slow phone: as `timeline.ts`, Chromium with its CPU slowed down 6 times, 360 × 740 at
 * three device pixels to one of CSS, a finger that drags through older history. To reach: 50 frames a second or more in
 * the median, and memory that stays flat: the heap, the pixels of the pictures that stand in the page, and the addresses
 * of bytes that it holds. Between its parts the same finger drags a list of plain paragraphs: the floor.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { ALBUM_CHAT, fillAlbumChat, writeAlbumChat } from './lib/album-chat.ts';
import { SECRET_ENV } from './lib/cast.ts';
import { launchChromium } from './lib/chromium.ts';
import { drag } from './lib/finger.ts';
import { countFrames } from './lib/frames.ts';
import { REFRESH } from './lib/long-chat.ts';
import { openPlainList, rewind } from './lib/plain-list.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { median, percentile } from './lib/stats.ts';

declare global {
  /** Addresses of bytes that the page has made and not given back. */
  var heldUrls: Set<string>;
}

const SLOW_CPU = 6;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 40);
const PARTS = 4;
/** Of each part, on the plain list. */
const SHORT = 3;

type Memory = { heapMb: number; pixelsMb: number; urls: number };

function watchUrls(): void {
  const held = new Set<string>();
  globalThis.heldUrls = held;
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob: Blob) => {
    const url = createObjectURL.call(URL, blob);
    held.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    held.delete(url);
    revokeObjectURL.call(URL, url);
  };
}

/** `pixelsMb`: what the pictures in the page take when all of them are decoded. */
async function memory(page: Page, cdp: CDPSession): Promise<Memory> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  const pixels = await page
    .locator('pa-picture img')
    .evaluateAll((all: HTMLImageElement[]) =>
      all.reduce((sum, { naturalWidth, naturalHeight }) => sum + naturalWidth * naturalHeight, 0),
    );
  const urls = await page.evaluate(() => globalThis.heldUrls.size);
  return { heapMb: heap / 2 ** 20, pixelsMb: (pixels * 4) / 2 ** 20, urls };
}

/** Frames in each full second. */
async function framesOf(page: Page, walk: () => Promise<void>): Promise<number[]> {
  await page.bringToFront();
  const end = await countFrames(page);
  await walk();
  const times = await end();
  const began = times[0] ?? 0;
  const seconds: number[] = [];
  for (const time of times) {
    const second = Math.floor((time - began) / 1000);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  return Array.from(seconds.slice(0, -1), (count) => count ?? 0);
}

async function slowDown(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  return cdp;
}

const firstSeq = (page: Page): Promise<number> =>
  page
    .locator('pa-timeline')
    .evaluate((timeline) => timeline.shadowRoot?.querySelector('pa-message')?.message?.seq ?? 0);

async function walk(page: Page, plain: Page): Promise<Figure[]> {
  const [cdp, plainCdp] = [await slowDown(page), await slowDown(plain)];
  const seconds: number[] = [];
  const floor: number[] = [];
  const held: Memory[] = [];
  for (let part = 0; part < PARTS; part++) {
    floor.push(...(await framesOf(plain, () => drag(plainCdp, SHORT, () => rewind(plain)))));
    seconds.push(...(await framesOf(page, () => drag(cdp, SECONDS / PARTS))));
    held.push(await memory(page, cdp));
  }
  print(`  frames each second: ${seconds.join(' ')}; of plain text: ${floor.join(' ')}`);
  const said = held.map(
    ({ heapMb, pixelsMb, urls }) =>
      `${heapMb.toFixed(1)} MB, ${pixelsMb.toFixed(0)} MB of pixels, ${urls} addresses`,
  );
  print(`  after each part: ${said.join('; ')}`);
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    bench: 'pictures',
    name,
    value,
    unit,
    target,
  });
  const most = (of: keyof Memory) => Math.max(...held.map((one) => one[of]));
  const [begun, ended] = [held[0], held.at(-1)];
  return [
    line('frame at the median rate', 1000 / median(seconds), 'ms', 20),
    line('frames a second, median', median(seconds), ''),
    line('frames a second of plain text, median: the floor', median(floor), ''),
    line('frames a second, share of the floor', median(seconds) / median(floor), ''),
    line('frames a second, p5', percentile(seconds, 5), ''),
    line('pictures walked through', ALBUM_CHAT.pictures - (await firstSeq(page)), ''),
    line(
      'heap: growth from the first part to the last',
      (ended?.heapMb ?? 0) - (begun?.heapMb ?? 0),
      'MB',
      3,
    ),
    line('pixels of the pictures in the page, most', most('pixelsMb'), 'MB', 256),
    line('addresses of bytes held, most', most('urls'), '', 300),
  ];
}

async function inBrowser(browser: Browser, url: string): Promise<Figure[]> {
  const maker = await browser.newPage();
  await fillAlbumChat(maker, url);
  await maker.close();
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 3,
    hasTouch: true,
    isMobile: true,
    locale: 'fa-IR',
  });
  await context.addInitScript(watchUrls);
  await context.addCookies([{ name: 'payambar-refresh', value: REFRESH, url }]);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('pa-chat-list a.chat').first().click();
  await page.locator('pa-picture img.there').nth(3).waitFor();
  return await walk(page, await openPlainList(context));
}

export async function pictures(): Promise<Figure[]> {
  const dir = tempDir('pictures');
  writeAlbumChat(dir.path);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const browser = await launchChromium();
  try {
    return await inBrowser(browser, `http://127.0.0.1:${server.port}`);
  } finally {
    await browser.close();
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(pictures);

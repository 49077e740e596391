/**
 * A photo of 12 megapixels, from the tap to ready to be sent (smaller, with its thumb and its hash), with the CPU of the
 * page slowed down 6 times (Emulation.setCPUThrottlingRate). That slows the page's own thread and neither the worker nor
 * the threads in which Chromium decodes. So the CPU time of the whole process at full speed is measured as well: six
 * times that is how long it would take on one slow core. To reach: 3 s, 350 KB.
 */
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchChromium } from './lib/chromium.ts';
import type { PicturePage, Prepared } from './lib/picture-page.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';

declare global {
  var picturePage: PicturePage;
  var photo: Blob;
}

const SLOW_CPU = 6;
const RUNS = 5;

async function preparations(page: Page, cdp: CDPSession, rate: number): Promise<Prepared[]> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  const found: Prepared[] = [];
  for (let i = 0; i < RUNS; i++)
    found.push(await page.evaluate(() => globalThis.picturePage.prepare(globalThis.photo)));
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return found;
}

/** Seconds of CPU of all pages and their workers. */
async function cpuOf(browser: Browser): Promise<number> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function measure(browser: Browser, page: Page): Promise<Figure[]> {
  await page.evaluate(async () => {
    globalThis.photo = await globalThis.picturePage.makePhoto();
  });
  const cdp = await page.context().newCDPSession(page);
  const before = await cpuOf(browser);
  const fast = await preparations(page, cdp, 1);
  const cpu = (await cpuOf(browser)) - before;
  const slow = await preparations(page, cdp, SLOW_CPU);
  const of = (runs: Prepared[], what: keyof Prepared) => median(runs.map((run) => run[what]));
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    bench: 'picture',
    name,
    value,
    unit,
    target,
  });
  return [
    line('12 MP, bytes of the photo', of(slow, 'sourceBytes') / 1000, 'KB'),
    line('tap to ready, CPU ÷ 6', of(slow, 'ms') / 1000, 's', 3),
    line('tap to ready at full speed', of(fast, 'ms') / 1000, 's'),
    line('CPU of the process at full speed', cpu / RUNS, 's'),
    line('the same × 6: one slow core', (SLOW_CPU * cpu) / RUNS, 's', 3),
    line('longest time the page stood still, CPU ÷ 6', of(slow, 'longestStallMs'), 'ms'),
    line('picture of 1600 px', of(slow, 'bytes') / 1000, 'KB', 350),
    line('thumb', of(slow, 'thumbBytes') / 1000, 'KB'),
  ];
}

const HTML = '<!doctype html><title>t</title><script type="module" src="/page.js"></script>';

async function bundle(path: string): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, '..', path)],
    target: 'browser',
    minify: true,
    define: { 'process.env.PAYAMBAR_PICTURE_WORKER': '"/worker.js"' },
  });
  return (await outputs[0]?.text()) ?? '';
}

export async function picture(): Promise<Figure[]> {
  const page = await bundle('bench/lib/picture-page.ts');
  const worker = await bundle('client/media/picture-worker.ts');
  const server = Bun.serve({
    port: 0,
    fetch({ url }) {
      const { pathname } = new URL(url);
      const script = { '/page.js': page, '/worker.js': worker }[pathname];
      const [body, type] = script ? [script, 'javascript'] : [HTML, 'html'];
      return new Response(body, { headers: { 'content-type': `text/${type}` } });
    },
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.port}`);
    await page.waitForFunction(() => globalThis.picturePage !== undefined);
    return await measure(browser, page);
  } finally {
    await browser.close();
    await server.stop(true);
  }
}

if (import.meta.main) await runAlone(picture);

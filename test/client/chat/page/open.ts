import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { until } from '../../../helpers/until.ts';
import type { FakeMessenger } from './fake-services.ts';
import { servePage } from './serve.ts';

declare global {
  var messenger: FakeMessenger;
}

/** The chat screens in a real browser, where there is a layout. */
export async function openBrowser() {
  const server = await servePage();
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  return {
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        locale: 'fa-IR',
        viewport: { width: 360, height: 740 },
        ...options,
      });
      const page = await context.newPage();
      await page.goto(server.url + path);
      return page;
    },
    async close(): Promise<void> {
      await browser.close();
      server.stop();
    },
  };
}

/**
 * What is on the screen of a timeline: its rows with their edges, from the viewport's upper edge down. With `scrolledTo`
 * as it is directly after that scroll, before the page has heard of it.
 */
export async function look(page: Page, scrolledTo?: number) {
  return await page.locator('pa-timeline').evaluate((timeline, scrollTop) => {
    const root = timeline.shadowRoot;
    const viewport = root?.querySelector('.viewport');
    if (!root || !viewport) throw new Error('no timeline');
    if (scrollTop !== undefined) viewport.scrollTop = scrollTop;
    const edge = viewport.getBoundingClientRect();
    const rows = [...root.querySelectorAll('pa-message')].map((row) => {
      const box = row.getBoundingClientRect();
      const top = Math.round(box.top - edge.top);
      const bottom = Math.round(box.bottom - edge.top);
      return { seq: row.message?.seq ?? 0, lit: row.lit, top, bottom };
    });
    const height = viewport.clientHeight;
    return {
      rows,
      height,
      toEnd: Math.round(viewport.scrollHeight - viewport.scrollTop - height),
      seen: rows.filter((row) => row.bottom > 0 && row.top < height),
    };
  }, scrolledTo);
}

/** The timeline is drawn and has come to rest. */
export async function settled(page: Page) {
  let before = '';
  return await until(
    () => look(page),
    (now) => {
      const same = JSON.stringify(now) === before && now.rows.length > 0;
      before = JSON.stringify(now);
      return same;
    },
  );
}

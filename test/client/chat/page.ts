import type { BrowserContextOptions, Page } from 'playwright-core';
import type { FakeMessenger } from '../../../client/dev/fake-messenger.ts';
import { until } from '../../helpers/until.ts';
import { type Opened, Screens } from '../ui/browser.ts';

declare global {
  var messenger: FakeMessenger;
}

const USUAL = { viewport: { width: 360, height: 740 }, reducedMotion: 'no-preference' } as const;

/** Opens the scene `long` of the screens, with motion: chats of any length, in pages that take their time. */
export async function openBrowser() {
  const screens = await Screens.start();
  return {
    open: (path: string, options: BrowserContextOptions & Opened = {}): Promise<Page> =>
      screens.open(path, { ...USUAL, ...options }, { ...options, scene: 'long' }),
    close: () => screens.stop(),
  };
}

/**
 * Returns what is on the screen of a timeline: its rows with their edges, from the viewport's upper edge down. With
 * `scrolledTo` as it is directly after that scroll, before the page has heard of it.
 */
export async function readScreen(page: Page, scrolledTo?: number) {
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

/** Resolves when the timeline is drawn and has come to rest: nothing is on its way, and two frames leave it as it was. */
export async function untilSettled(page: Page) {
  let before = '';
  return await until(
    async () => {
      await twoFrames(page);
      return { now: await readScreen(page), isLoading: await isLoading(page) };
    },
    ({ now, isLoading }) => {
      const same = JSON.stringify(now) === before && now.rows.length > 0 && !isLoading;
      before = JSON.stringify(now);
      return same;
    },
  ).then(({ now }) => now);
}

/** A page that gets no time draws nothing, and looks as if it had come to rest. */
const twoFrames = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  );

const isLoading = (page: Page) =>
  page
    .locator('pa-timeline')
    .evaluate((it) => (it as HTMLElementTagNameMap['pa-timeline']).timeline?.view.get().loading);

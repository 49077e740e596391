/**
 * Small faults that people saw: letters that joined, a line that was cut, a thing in the way, or content that the
 * device held and did not draw.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { setupPath } from '../../e2e/helpers/account.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { acquaint, DESK, group, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

let stage: Stage;
let sara: Caller;
let nima: Caller;
let direct: string;
let room: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  nima = await stage.person('nima', 'نیما');
  direct = await acquaint(sara, nima);
  room = await group(sara, 'خانواده', [nima]);
  await say(nima, room, 'این نوشته از آن‌چه در یک سطر از فهرست جا می‌شود بسیار بلندتر است');
});
afterAll(() => stage.close());

test('the mark beside a choice of the set-up stands apart from its words', async () => {
  const context = await stage.browser.newContext({ locale: 'fa-IR', ...PHONE });
  const page = await context.newPage();
  await page.goto(stage.server.url + (await setupPath(stage.server)));
  await page.locator('#displayName').fill('مدیر');
  await page.locator('#username').fill('boss');
  await page.locator('#password').fill(PASSWORD);
  const mark = page.locator('.choice small');
  await page.locator('form .primary').click();
  await page.locator('form .primary').click();
  await mark.waitFor();
  const words = (await mark.locator('..').textContent()) ?? '';
  const own = (await mark.textContent()) ?? '';
  expect(own).not.toBe('');
  expect(words.slice(0, words.indexOf(own))).toMatch(/\S\s$/);
  await context.close();
});

test('the sign of whoever is online is a circle of whole pixels, in the list and above the chat', async () => {
  const there = await stage.page(nima, '/', DESK);
  const page = await stage.page(sara, `/c/${direct}`, { ...DESK, deviceScaleFactor: 1 });
  for (const where of [`a.chat[data-chat="${direct}"]`, 'pa-chat-header']) {
    const sign = page.locator(`${where} pa-avatar .online`);
    await sign.waitFor();
    const box = await sign.boundingBox();
    expect(box?.width).toBe(box?.height ?? 0);
    expect(box?.width).toBe(Math.round(box?.width ?? 0.5));
  }
  await there.context().close();
  await page.context().close();
});

test('a short name before a long message is not cut in the list', async () => {
  const page = await stage.page(sara, '/', PHONE);
  const name = page.locator(`a.chat[data-chat="${room}"] .lead.who bdi`);
  await until(() => name.textContent(), 'نیما');
  const cut = (selector: string) =>
    page
      .locator(`a.chat[data-chat="${room}"] ${selector}`)
      .evaluate((one) => one.hasAttribute('data-cut') || one.scrollWidth > one.clientWidth);
  await until(() => cut('.lower > .one-line'), true);
  expect(await cut('.lead.who bdi')).toBe(false);
  await page.context().close();
});

test('the last chat can be scrolled clear of the button that begins one', async () => {
  const viewport = { width: 360, height: 260 };
  const page = await stage.page(sara, '/', { ...PHONE, viewport });
  const last = page.locator('a.chat').last();
  await last.waitFor();
  const list = page.locator('pa-chat-list .scroller');
  await until(() => list.evaluate((one) => one.scrollHeight > one.clientHeight), true);
  await list.evaluate((one) => one.scrollTo(0, one.scrollHeight));
  const button = await page.locator('pa-chat-list .new, pa-chat-list .fab').first().boundingBox();
  await until(async () => {
    const row = await last.boundingBox();
    return (row?.y ?? 1e6) + (row?.height ?? 0) <= (button?.y ?? 0);
  }, true);
  await page.context().close();
});

test('on a tablet on which the list is alone a name and its time stand together', async () => {
  const page = await stage.page(sara, '/', { viewport: { width: 820, height: 1180 } });
  const box = await page.locator('a.chat').first().boundingBox();
  expect(box?.width ?? 1e6).toBeLessThan(640);
  expect(Math.abs((box?.x ?? 0) * 2 + (box?.width ?? 0) - 820)).toBeLessThan(4);
  await page.context().close();
});

test('without a connection the profile of somebody whom the device knows is shown', async () => {
  const page = await stage.page(sara, `/c/${direct}`, PHONE);
  await page.locator('pa-message').first().waitFor();
  // The page of a profile comes from what the worker has kept.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context().setOffline(true);
  await page.locator('pa-chat-header a.who, pa-chat-header .who').first().click();
  await page.locator('pa-profile h2', { hasText: 'نیما' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/u/nima');
  await page.context().close();
});

/**
 * Notifications of two people, from the server's own sender to the service worker: the sources run the server, since the
 * executable posts to the browsers' push services alone, and serve the built client.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { CLIENT } from '../build/built.ts';
import type { Caller } from '../helpers/app.ts';
import type { Browser as Subscriber } from '../helpers/push-service.ts';
import { until } from '../helpers/until.ts';
import { type PushWorld, startPushWorld } from '../push/support.ts';
import { launch } from './helpers/device.ts';
import { NotifiedBrowser, toBeShown } from './helpers/notified.ts';

let world: PushWorld;
let browser: Browser;
let sara: Caller;
let reza: Caller;
let subscriber: Subscriber;
let device: NotifiedBrowser;
let chatId: string;

beforeAll(async () => {
  [world, browser] = await Promise.all([startPushWorld({ clientRoot: CLIENT }), launch()]);
  sara = await world.server.register('sara', 'سارا');
  reza = await world.server.register('reza', 'رضا');
  chatId = await world.direct(sara, reza);
  await world.send(sara, chatId, 'سلام');
  await world.send(reza, chatId, 'سلام');
  await reza.put(`/api/chats/${chatId}/read`, { seq: 2 });
  subscriber = world.service.browser();
  device = await NotifiedBrowser.open(browser, world.server.port, {
    ...{ who: reza, subscriber, locale: 'fa-IR' },
  });
});
afterAll(async () => {
  await device?.close();
  await browser?.close();
  await world?.stop();
});

/** What the server sends when Reza's page is closed. */
async function push(text: string): Promise<void> {
  const before = toBeShown(subscriber).length;
  await world.send(sara, chatId, text);
  await world.told();
  await until(() => toBeShown(subscriber).length - before, 1);
}

const texts = async (): Promise<string[]> =>
  (await sara.get(`/api/chats/${chatId}/messages`)).body.messages.map(
    (message: { text: string }) => message.text,
  );
const unread = async (): Promise<number> =>
  (await reza.get(`/api/chats/${chatId}`)).body.chat.unread;

test('a person turns notifications on with a tap, and sees a try arrive', async () => {
  const { page } = device;
  await device.goto('/settings/notifications');
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // Before that nothing is shown, whatever comes.
  await device.deliver({ notification: { title: 'سارا', body: 'پیش از اجازه', tag: 'chat:x' } });
  await page.getByRole('button', { name: 'روشن کردن اعلان‌ها' }).click();
  await page.getByText('اعلان‌ها روی این دستگاه روشن‌اند.').waitFor();
  await page.getByRole('button', { name: 'امتحان اعلان' }).click();
  await page.getByText('در راه است').waitFor();
  await until(() => subscriber.received.length, 1);
  await device.deliver();
  await page.getByText('به این مرورگر رسید').waitFor();
  await device.shows(['پیام‌بر | اعلان‌ها روی این دستگاه کار می‌کنند.']);
  expect(await device.click()).toEqual([]);
  await device.shows([]);
});

test('with the page closed a message is shown with what can be done about it, the next one replaces it', async () => {
  await device.closeApp();
  await push('کجایی؟');
  await device.deliver();
  await device.shows(['سارا | کجایی؟']);
  const [shown] = await device.shown();
  expect(shown?.actions).toEqual(['answer', 'read']);
  await push('منتظرم');
  await device.deliver();
  await device.shows(['سارا (۲) | منتظرم']);
  expect(await device.click()).toEqual([`/c/${chatId}?at=4`]);
  await device.shows([]);
  // The page counts as the push did: messages, and not chats.
  expect(toBeShown(subscriber).at(-1).app_badge).toBe(2);
  await device.goto('/settings');
  await until(device.badge, '2');
  await device.closeApp();
});

test('an answer is sent once, by the worker and the next page, and reads the chat', async () => {
  await device.deliver();
  await device.shows(['سارا (۲) | منتظرم']);
  expect(await device.click({ action: 'answer', reply: ' در راهم ' })).toEqual([]);
  await until(async () => (await texts()).at(-1), 'در راهم');
  expect(await unread()).toBe(0);
  await device.goto(`/c/${chatId}`);
  const bubble = device.page.locator('pa-message', { hasText: 'در راهم' });
  await bubble.locator('.tick.one, .tick.two').waitFor();
  expect([await bubble.count(), (await texts()).filter((one) => one === 'در راهم')]).toEqual([
    1,
    ['در راهم'],
  ]);
});

test('out of reach an answer waits in the outbox, and its words stay in sight', async () => {
  await device.closeApp();
  await push('نان بخر');
  await device.deliver();
  await device.shows(['سارا | نان بخر']);
  device.link.cut();
  await device.click({ action: 'answer', reply: 'چشم' });
  await device.shows(['سارا | در صف ارسال: چشم']);
  device.link.restore();
  await device.goto('/');
  await until(async () => (await texts()).filter((one) => one === 'چشم').length, 1);
  await device.shows([]);
  await until(unread, 0);
});

test('a page in another chat opens the message that was clicked; reading it there closes what is shown', async () => {
  const { page } = device;
  await device.closeApp();
  await push('اینجا را ببین');
  await device.deliver();
  await device.shows(['سارا | اینجا را ببین']);
  await device.goto('/settings/notifications');
  await page.getByText('اعلان‌ها روی این دستگاه روشن‌اند.').waitFor();
  expect(await device.click()).toEqual([]);
  await page.waitForURL(/\/c\/.*at=/);
  await page.locator('pa-message', { hasText: 'اینجا را ببین' }).waitFor();
  await until(unread, 0);
  await device.closeApp();
  await push('و این را');
  await device.deliver();
  await device.shows(['سارا | و این را']);
  await device.goto(`/c/${chatId}`);
  await device.shows([]);
  await until(unread, 0);
  // The page is looked at and tells by itself; a push that was on its way shows nothing.
  await device.deliver();
  await device.deliver({
    ...subscriber.received.at(-1),
    close: 'chat:other',
    notification: undefined,
  });
  expect(await device.shown()).toEqual([]);
});

test('“mark as read” reads it, and a word that it was read elsewhere closes it', async () => {
  await device.closeApp();
  await push('خواندی؟');
  await device.deliver();
  await device.shows(['سارا | خواندی؟']);
  // Without a network it is the next page that tells the server.
  device.link.cut();
  await device.click({ action: 'read' });
  await device.shows([]);
  device.link.restore();
  await device.goto('/settings');
  await until(unread, 0);
  await device.closeApp();
  await push('باز هم');
  await device.deliver();
  await device.shows(['سارا | باز هم']);
  await device.deliver({ close: `chat:${chatId}`, app_badge: 0 });
  await device.shows([]);
});

test('a page in the background shows it itself, and a push that comes second replaces it in silence; its answer goes through the page', async () => {
  const { page } = device;
  const { body } = await reza.get(`/api/chats/${chatId}`);
  await reza.put(`/api/chats/${chatId}/read`, { seq: body.chat.lastSeq });
  await device.goto('/');
  // What comes in the first seconds was there before, and is told by nothing.
  await page.waitForFunction(() => performance.now() > 6_000);
  await page.evaluate(() => {
    // A headless browser has no background.
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.hasFocus = () => false;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const before = toBeShown(subscriber).length;
  await world.send(sara, chatId, 'از پس‌زمینه');
  await device.shows(['سارا | از پس‌زمینه']);
  const silent = async () => (await device.shown()).map((shown) => shown.silent);
  expect(await silent()).toEqual([false]);
  await world.told();
  await until(() => toBeShown(subscriber).length - before, 1);
  await device.deliver();
  await until(silent, [true]);
  await device.shows(['سارا | از پس‌زمینه']);
  await device.click({ action: 'answer', reply: 'از اعلان' });
  await device.page.locator('pa-chat-list a.chat', { hasText: 'از اعلان' }).waitFor();
  await until(async () => (await texts()).filter((one) => one === 'از اعلان').length, 1);
  await until(unread, 0);
});

test('in English, with nothing said, and out of reach of the push service it is so; off or signed out, nothing is shown', async () => {
  const { page } = device;
  await device.goto('/settings/appearance');
  await page.getByRole('radio', { name: 'English' }).click();
  const known = async () => {
    const rows = await world.db.read(world.db.pushSubscriptions.ofUser(reza.user.id, world.now()));
    return rows.map(({ language, content }) => `${language} ${content}`);
  };
  await until(known, ['en full']);
  await page.goto(`${device.link.url}/settings/notifications`);
  await page.getByRole('radio', { name: /Neither/ }).click();
  await until(known, ['en nothing']);
  await device.closeApp();
  await push('راز');
  await device.deliver();
  await device.shows(['پیام‌بر | You have a new message']);
  expect((await device.shown())[0]?.actions).toEqual([]);
  await device.goto('/settings/notifications');
  await page.getByRole('button', { name: 'Turn off' }).click();
  await until(known, []);
  await device.deliver();
  await page.evaluate(() => {
    PushManager.prototype.subscribe = () => Promise.reject(new DOMException('', 'AbortError'));
  });
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('can’t reach its push service').waitFor();
  expect(await device.shown()).toEqual([]);
  // The next start tries again.
  await page.reload();
  await until(known, ['en full']);
  await device.goto('/settings');
  const data = { kind: 'added', path: '/', chatId: 'other' };
  await device.deliver({ notification: { title: 'سارا', body: 'گروه', tag: 'chat:other', data } });
  await device.shows(['سارا | گروه']);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('pa-log-out').getByRole('button', { name: 'Sign out' }).click();
  await page.locator('pa-sign-in').waitFor();
  await device.shows([]);
  expect(await known()).toEqual([]);
  await device.deliver();
  // The worker has dealt with the one before when it answers this.
  await device.deliver({ app_badge: 0 });
  expect(await device.shown()).toEqual([]);
});

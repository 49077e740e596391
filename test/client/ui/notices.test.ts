import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { PHONE, pathOf, Screens } from './browser.ts';

let screens: Screens;
let page: Page;

beforeAll(async () => {
  screens = await Screens.start();
});
afterEach(async () => {
  await page.context().close();
  expect(screens.complaints.splice(0)).toEqual([]);
});
afterAll(() => screens.stop());

const notice = () => page.locator('pa-notices .notice');
const offerInstall = () =>
  page.evaluate(() => {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    dispatchEvent(Object.assign(event, { prompt: async () => ({ outcome: 'accepted' }) }));
  });

test('without a connection it is said when the next try is, and a tap tries now', async () => {
  page = await screens.open('/', PHONE, { scene: 'offline' });
  const bar = page.locator('pa-connection button');
  await bar.waitFor();
  expect(await bar.textContent()).toMatch(/تلاش بعدی: [۰-۹]+ ثانیه/);
  await bar.click();
  await page.locator('pa-connection pa-spinner').waitFor();
});

test('with a connection nothing is said', async () => {
  page = await screens.open('/', PHONE);
  await page.locator('pa-chat-list .row').first().waitFor();
  expect(await page.locator('pa-connection button').count()).toBe(0);
});

test('installing is offered when the browser can and there are chats; "later" is remembered', async () => {
  page = await screens.open('/', PHONE);
  await page.locator('pa-chat-list .row').first().waitFor();
  expect(await notice().count()).toBe(0);
  await offerInstall();
  await notice().locator('button').first().click();
  await notice().waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('pa-chat-list .row').first().waitFor();
  await offerInstall();
  expect(await notice().count()).toBe(0);
  await page.goto(new URL('/settings/install', page.url()).href);
  await offerInstall();
  await page.locator('pa-install .primary').waitFor();
});

test('whoever has nobody to talk with yet is not asked to install', async () => {
  page = await screens.open('/', PHONE, { scene: 'empty' });
  await page.locator('pa-chat-list pa-empty').waitFor();
  await offerInstall();
  expect(await notice().count()).toBe(0);
});

test('an address without encryption is named, once a session', async () => {
  page = await screens.open('/', PHONE, { far: true });
  await notice().waitFor();
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(await notice().textContent()).toContain('http');
  await notice().locator('button').click();
  await page.reload();
  await page.locator('pa-chat-list .row').first().waitFor();
  expect(await notice().count()).toBe(0);
});

test('a part that does not load leaves the rest standing, and a way out', async () => {
  page = await screens.open('/', PHONE);
  await page.locator('pa-chat-list .row').first().waitFor();
  await page.route('**/*.js', (route) => route.abort());
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/settings';
    document.body.append(link);
    link.click();
  });
  await page.locator('pa-screen pa-empty button').waitFor();
  expect(pathOf(page)).toBe('/settings');
  await page.unroute('**/*.js');
  await page.locator('pa-screen pa-empty button').click();
  await page.locator('pa-settings nav').waitFor();
  // The browser complains about the chunk that the test has held back.
  screens.complaints.splice(0);
});

/** The page is opened anew, in a browser that has not asked the person yet. */
async function openUnasked(scene: 'usual' | 'empty'): Promise<void> {
  page = await screens.open('/', PHONE, { scene });
  await page.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { value: 'default' });
  });
  await page.reload();
  await page.waitForFunction(() => customElements.get('pa-push-offer') !== undefined);
}
const pushOffer = () => page.locator('pa-push-offer .offer');

test('notifications are offered to a person who has had a message, once; a refusal is for good', async () => {
  await openUnasked('usual');
  await pushOffer().getByRole('button', { name: 'نه', exact: true }).click();
  await pushOffer().waitFor({ state: 'detached' });
  await page.reload();
  await page.waitForFunction(() => customElements.get('pa-push-offer') !== undefined);
  await page.locator('pa-chat-list .row').first().waitFor();
  expect(await pushOffer().count()).toBe(0);
  await page.context().close();
  await openUnasked('empty');
  await page.locator('pa-chat-list pa-empty').waitFor();
  expect(await pushOffer().count()).toBe(0);
});

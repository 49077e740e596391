import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { ClientServices } from '../../../client/core/services.ts';
import { until } from '../../helpers/until.ts';
import { DESK, Screens } from './browser.ts';

/** Replies of the page's services, each held until the test gives it. */
type Held = { held: Map<string, () => void> };
type App = HTMLElement & { services: ClientServices };

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

const ask = async (q: string) => {
  await page.locator('input[type="search"]').fill(q);
  await until(() => page.evaluate((of) => (globalThis as unknown as Held).held.has(of), q), true);
};
const answer = (q: string) =>
  page.evaluate((of) => (globalThis as unknown as Held).held.get(of)?.(), q);
const names = () => page.locator('.row .name').allTextContents();

test('an answer that comes after that of a later question is dropped: people', async () => {
  page = await screens.open('/new', DESK);
  await page.evaluate(() => {
    const held = new Map<string, () => void>();
    Object.assign(globalThis, { held });
    const { messenger } = (document.querySelector('pa-app') as App).services;
    const find = messenger.findPeople.bind(messenger);
    messenger.findPeople = (q) =>
      new Promise((resolve) => {
        held.set(q, () => resolve(find(q)));
      });
  });
  await ask('رضا');
  await ask('Ada');
  await answer('Ada');
  await until(async () => (await names()).join().includes('Ada'), true);
  const shown = await names();
  await answer('رضا');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await names()).toEqual(shown);
});

test('an answer that comes after that of a later question is dropped: accounts', async () => {
  page = await screens.open('/admin/users', DESK, { scene: 'admin' });
  await page.locator('pa-accounts .row').first().waitFor();
  await page.evaluate(() => {
    const held = new Map<string, () => void>();
    Object.assign(globalThis, { held });
    const { services } = document.querySelector('pa-app') as App;
    const { call } = services;
    services.call = <T>(...[method, path, body]: Parameters<typeof call>) =>
      new Promise<T>((resolve) => {
        const q = new URL(path, location.origin).searchParams.get('q') ?? '';
        held.set(q, () => resolve(call<T>(method, path, body)));
      });
  });
  await ask('a');
  await ask('nobody has this name');
  await answer('nobody has this name');
  await page.locator('pa-accounts p.card').waitFor();
  await answer('a');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await page.locator('pa-accounts .row').count()).toBe(0);
});

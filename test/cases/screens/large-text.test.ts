/**
 * Letters of twice the usual size, as the browser gives them to a person who asks for that, on a phone of 360 × 740.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Locator, Page } from 'playwright-core';
import { misfits } from '../../client/ui/fits.ts';
import { acquaint, group, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';

let stage: Stage;
let sara: Caller;
let direct: string;
let room: string;
beforeAll(async () => {
  stage = await Stage.open({}, ['--blink-settings=defaultFontSize=32']);
  sara = await stage.person('sara', 'سارا');
  const bob = await stage.person('bob', 'بابک کریمی');
  direct = await acquaint(sara, bob);
  room = await group(sara, 'Family of Tehran and London', [bob]);
  await say(bob, room, 'سلام به همه');
});
afterAll(() => stage.close());

async function openPage(path: string): Promise<Page> {
  const page = await stage.page(sara, path, PHONE);
  const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  expect(size).toBe('32px');
  return page;
}

/** Measures how many CSS pixels of it are on the screen, sideways. */
async function width(of: Locator): Promise<number> {
  await of.waitFor();
  const box = await of.boundingBox();
  return box ? Math.min(box.x + box.width, PHONE.viewport.width) - Math.max(box.x, 0) : 0;
}

test('a chat shows whom one talks with, a field of more than a word, and its buttons', async () => {
  const page = await openPage(`/c/${direct}`);
  expect(await width(page.locator('pa-chat-header h2'))).toBeGreaterThan(100);
  expect(await width(page.locator('pa-composer textarea'))).toBeGreaterThan(200);
  for (const button of await page.locator('pa-composer .icon-button').all())
    expect(await width(button)).toBeGreaterThan(40);
  expect(await misfits(page)).toEqual([]);
  await page.context().close();
});

test('the list of chats shows of each name more than its first letters', async () => {
  const page = await openPage('/');
  await page.locator(`a.chat[data-chat="${room}"]`).waitFor();
  for (const name of await page.locator('a.chat .name').all())
    expect(await width(name)).toBeGreaterThan(80);
  expect(await misfits(page)).toEqual([]);
  await page.context().close();
});

const PAGES = [
  '/u/bob',
  '/settings',
  '/settings/appearance',
  '/settings/privacy',
  '/settings/sessions',
  '/settings/notifications',
  '/settings/invites',
  '/new/group',
];
test('a profile, the settings and a new group have nothing beside the screen', async () => {
  const page = await openPage(`/c/${room}/info`);
  await page.locator('pa-members li').first().waitFor();
  expect(await misfits(page)).toEqual([]);
  for (const path of PAGES) {
    await page.goto(stage.server.url + path);
    await page.locator('h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect({ path, misfits: await misfits(page) }).toEqual({ path, misfits: [] });
  }
  await page.context().close();
});

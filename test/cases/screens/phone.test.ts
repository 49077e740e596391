/** A phone of 360 × 740 with real touch events: what could not be reached by touch, or did not fit. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { misfits } from '../../client/ui/fits.ts';
import { acquaint, group, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import { hold, pull } from '../../e2e/helpers/touch.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

const LONG = 'Robert (Bob) Johnson-Smith the Third of Somewhere Very Long Indeed'.slice(0, 64);
const PERSIAN = 'خانواده و دوستان خوبمان در تهران و لندن — گفتگوی آخر هفته';
let stage: Stage;
let sara: Caller;
let bob: Caller;
let direct: string;
let room: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  bob = await stage.person('bob', LONG);
  direct = await acquaint(sara, bob);
  room = await group(sara, PERSIAN, [bob]);
  await say(bob, room, 'سلام به همه');
});
afterAll(() => stage.close());

const items = (page: Page) => page.getByRole('menuitem').count();

test.each([0, 700])(
  'the menu of a chat of the list stays when the finger is lifted, and what is pressed in it is done (%p ms later)',
  async (longer) => {
    const page = await stage.page(sara, '/', PHONE);
    const row = page.locator(`a.chat[data-chat="${direct}"]`);
    await hold(page, row, longer);
    await until(
      () => items(page),
      (count) => count > 4,
    );
    expect(await row.getAttribute('class')).toContain('asked');
    const pinned = longer > 0 ? 'برداشتن سنجاق' : 'سنجاق کردن';
    await page.getByRole('menuitem', { name: pinned }).tap();
    await page.locator('pa-menu [popover]:popover-open').waitFor({ state: 'detached' });
    await until(async () => (await row.getAttribute('class'))?.includes('pinned'), longer === 0);
    expect(page.url()).toBe(`${stage.server.url}/`);
    expect(page.errors).toEqual([]);
    await page.context().close();
  },
);

test('muting leads from one menu to the next by touch', async () => {
  const page = await stage.page(sara, '/', PHONE);
  const row = page.locator(`a.chat[data-chat="${room}"]`);
  await hold(page, row);
  await page.getByRole('menuitem', { name: /بی‌صدا/ }).first().tap();
  await until(() => items(page), 3);
  await page.getByRole('menuitem').nth(1).tap();
  await until(async () => (await row.getAttribute('class'))?.includes('muted'), true);
  await page.context().close();
});

test('a message under a finger is marked while its menu is open, and no longer', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  const message = page.locator('pa-message', { hasText: 'سلام به همه' });
  await hold(page, message.locator('.bubble'));
  await until(
    () => items(page),
    (count) => count > 3,
  );
  expect(await message.getAttribute('asked')).not.toBeNull();
  await page.touchscreen.tap(180, 70);
  await until(() => message.getAttribute('asked'), null);
  await page.context().close();
});

test('a pull on a message answers it', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  await pull(page, page.locator('pa-message', { hasText: 'سلام به همه' }).locator('.bubble'), -88);
  await page.locator('pa-composer .task').waitFor();
  await page.context().close();
});

test('a member of 64 letters leaves all of the group on the screen, and can be made admin by touch', async () => {
  const page = await stage.page(sara, `/c/${room}/info`, PHONE);
  await page.getByText(LONG).first().waitFor();
  expect(await misfits(page)).toEqual([]);
  await page.locator('pa-members li', { hasText: LONG }).getByRole('button').tap();
  await page.getByRole('menuitem').first().tap();
  await page.locator('pa-members .role', { hasText: 'مدیر' }).waitFor();
  await page.context().close();
});

test('a group of a long name that one shares leaves a profile on the screen', async () => {
  const page = await stage.page(sara, '/u/bob', PHONE);
  await page.locator('pa-between', { hasText: 'آخر هفته' }).waitFor();
  expect(await misfits(page)).toEqual([]);
  await page.context().close();
});

test('the head of a chat shows the beginning of its name, and a short one stands at the picture', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  const name = page.locator('pa-chat-header h2');
  // It is too long for its line.
  await until(() => name.getAttribute('data-cut'), '');
  const seen = await name.evaluate((node) => {
    const range = document.createRange();
    const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() as Text;
    const at = text.data.indexOf('خ');
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const first = range.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    return first.right <= box.right + 1 && first.bottom <= box.bottom + 1;
  });
  expect(seen).toBe(true);
  await page.goto(`${stage.server.url}/c/${direct}`);
  const latin = page.locator('pa-chat-header h2', { hasText: 'Robert' });
  await latin.waitFor();
  expect(await latin.evaluate((node) => getComputedStyle(node).direction)).toBe('ltr');
  await page.context().close();
});

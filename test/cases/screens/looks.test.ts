/** Faults of layout and words: what covered something else, stood apart from its own, or was shown to no person. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { PaTimeline } from '../../../client/messages/timeline/pa-timeline.ts';
import { acquaint, DESK, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

let stage: Stage;
let sara: Caller;
let ali: Caller;
let chat: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  ali = await stage.person('ali', 'علی');
  chat = await acquaint(sara, ali);
  for (let i = 1; i <= 120; i++)
    await say(i % 2 ? ali : sara, chat, `پیام شماره‌ی ${i} از میان همه`);
});
afterAll(() => stage.close());

const openPage = async (on: typeof PHONE | typeof DESK): Promise<Page> => {
  const page = await stage.page(sara, `/c/${chat}`, on);
  await page.locator('pa-message', { hasText: 'شماره‌ی 120' }).waitFor();
  return page;
};

test('the day lies on no message while nobody scrolls, and is there while somebody does', async () => {
  const page = await openPage(DESK);
  const shown = () =>
    page.locator('pa-timeline .chip').evaluateAll(
      (chips) =>
        chips.filter((chip) => {
          const box = chip.getBoundingClientRect();
          const top = chip.closest('.viewport')?.getBoundingClientRect().top ?? 0;
          return box.top >= top && box.top < top + 30 && getComputedStyle(chip).opacity !== '0';
        }).length,
    );
  await until(shown, 0);
  await page.locator('pa-timeline .viewport').hover();
  // It is there only while one scrolls, so this goes on until it was seen.
  await until(async () => {
    await page.mouse.wheel(0, -40);
    return await shown();
  }, 1);
  await until(shown, 0);
  await page.context().close();
});

test('what the program says for a moment lies neither on the field nor on the buttons for what is selected', async () => {
  const page = await openPage(PHONE);
  await page.evaluate(() => Object.assign(navigator.clipboard, { writeText: async () => {} }));
  await page.locator('pa-message', { hasText: 'شماره‌ی 120' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: /انتخاب/ }).click();
  await page.getByRole('toolbar').getByRole('button', { name: 'کپی' }).click();
  const toast = page.locator('pa-toast [popover]:popover-open');
  const said = await toast.boundingBox();
  const foot = await page.locator('pa-composer, pa-chat .selection').last().boundingBox();
  expect((said?.y ?? 1e6) + (said?.height ?? 0)).toBeLessThan(foot?.y ?? 0);
  await page.context().close();
});

test('the time stands in the row of the reactions, and one reaction needs no number', async () => {
  const page = await openPage(DESK);
  const message = page.locator('pa-message', { hasText: 'شماره‌ی 119' });
  const time = message.locator('time.meta');
  const alone = await message.locator('.bubble').boundingBox();
  await message.click({ button: 'right' });
  await page.locator('pa-message-menu .quick button').first().click();
  const reaction = message.locator('.reactions button');
  await reaction.waitFor();
  expect((await reaction.textContent())?.replaceAll(/\s/g, '')).toMatch(/^\p{RGI_Emoji}$/v);
  expect(await message.locator('.reactions time.meta').count()).toBe(1);
  expect(await time.count()).toBe(1);
  expect((await message.locator('.bubble').boundingBox())?.height).toBeGreaterThan(
    alone?.height ?? 0,
  );
  await page.context().close();
});

test('each of several messages that come is read aloud once', async () => {
  const page = await openPage(DESK);
  const lines = page.locator('pa-timeline [aria-live=polite] p');
  for (const text of ['بله', 'بله', 'خیر']) await say(ali, chat, text);
  await until(
    async () => (await lines.allTextContents()).map((line) => line.replace(/^.*: /, '')),
    ['بله', 'بله', 'خیر'],
  );
  await page.context().close();
});

test('a chat is printed as long as it is loaded, with its name and without the field', async () => {
  const page = await openPage(PHONE);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('pa-chat-header h2').isVisible()).toBe(true);
  expect(await page.locator('pa-composer').isVisible()).toBe(false);
  const pages = Buffer.from(await page.pdf({ format: 'A6' })).toString('latin1');
  expect(pages.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(2);
  const [drawn, loaded] = await page.locator('pa-timeline').evaluate(async (node) => {
    const timeline = node as PaTimeline;
    dispatchEvent(new Event('beforeprint'));
    await timeline.updateComplete;
    const rows = timeline.renderRoot.querySelectorAll('pa-message').length;
    return [rows, timeline.drawn.view.messages.length];
  });
  expect(drawn).toBe(loaded);
  await page.context().close();
});

test('paper says where the chat goes on that was not loaded, and says nothing where all of it is there', async () => {
  const page = await openPage(PHONE);
  const note = page.getByText('تنها پیام‌های بارشده چاپ شده‌اند');
  await note.first().waitFor({ state: 'attached' });
  expect(await note.first().isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await note.first().isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await until(
    async () => {
      await page.locator('pa-timeline .viewport').evaluate((one) => one.scrollTo(0, 0));
      return await page.locator('pa-message', { hasText: 'سلام' }).count();
    },
    (count) => count > 0,
  );
  await page.emulateMedia({ media: 'print' });
  await until(() => note.count(), 0);
  await page.context().close();
});

test('a device is named in the reader’s words and in their direction', async () => {
  const page = await stage.page(sara, '/settings/sessions', PHONE);
  const device = page.locator('pa-sessions .device').first();
  const said = async () => (await device.textContent())?.replaceAll(/[\u2066-\u2069]/g, '');
  await until(said, 'Chrome روی Linux');
  expect(await device.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
  await page.context().close();
});

test('a lone icon says under the mouse what it is', async () => {
  const page = await openPage(DESK);
  const button = page.locator('pa-chat-header .icon-button:visible').last();
  await button.hover();
  await until(() => button.getAttribute('title'), await button.getAttribute('aria-label'));
  await page.context().close();
});

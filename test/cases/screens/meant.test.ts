import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Locator, Page } from 'playwright-core';
import { acquaint, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import { hold, MENU } from '../../e2e/helpers/touch.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** The subject of a menu stays in sight, and a pin is announced in each kind of chat. */
let stage: Stage;
let sara: Caller;
let nima: Caller;
let direct: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  nima = await stage.person('nima', 'نیما');
  direct = await acquaint(sara, nima);
  for (const n of ['یکم', 'دوم', 'سوم', 'چهارم', 'پنجم', 'ششم'])
    await say(n === 'سوم' ? sara : nima, direct, `${n}: نوشته‌ای که بر صفحه‌ی گوشی دو سطر می‌شود`);
  await say(sara, direct, 'آخرین');
  expect((await sara.put(`/api/chats/${direct}/read`, { seq: 9 })).status).toBeLessThan(300);
});
afterAll(() => stage.close());

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return box;
};

/** The menu is beside it, it is drawn above all else, and the veil has its hole there. */
async function isMeant(page: Page, meant: Locator): Promise<void> {
  await until(
    () =>
      page.evaluate(
        () => document.getAnimations().filter((one) => one.playState === 'running').length,
      ),
    0,
  );
  const [box, menu] = [await boxOf(meant), await boxOf(page.locator(MENU))];
  const apart = menu.y >= box.y + box.height || menu.y + menu.height <= box.y;
  expect({ apart, box, menu }).toMatchObject({ apart: true });
  expect(Math.min(box.y, menu.y)).toBeGreaterThanOrEqual(0);
  expect(menu.y + menu.height).toBeLessThanOrEqual(PHONE.viewport.height);
  const veil = await page.locator(MENU).evaluate((list) => {
    const { backgroundColor, clipPath } = getComputedStyle(list, '::backdrop');
    return { backgroundColor, clipPath };
  });
  expect(veil.backgroundColor).not.toBe('rgba(0, 0, 0, 0)');
  const start = /M ?([\d.]+) ([\d.]+) ?[hH] ?[\d.]+ ?[aA]/.exec(veil.clipPath);
  expect(Math.abs(Number(start?.[2]) - (box.y - 3))).toBeLessThan(2);
}

test.each([
  ['fa-IR', 'light'],
  ['en-GB', 'dark'],
] as const)(
  'held by a finger (%s, %s) each message is marked, not covered, and the rest is dimmed',
  async (locale, colorScheme) => {
    const page = await stage.page(sara, `/c/${direct}`, { ...PHONE, locale, colorScheme });
    await page.locator('pa-message', { hasText: 'آخرین' }).waitFor();
    for (const words of ['دوم', 'سوم', 'پنجم', 'آخرین']) {
      const message = page.locator('pa-message', { hasText: words });
      await message.scrollIntoViewIfNeeded();
      const before = await boxOf(message.locator('.bubble'));
      await hold(page, message.locator('.bubble'));
      await isMeant(page, message.locator('.bubble'));
      expect(await page.locator('pa-message[asked]').count()).toBe(1);
      expect(await message.getAttribute('asked')).not.toBeNull();
      await page.keyboard.press('Escape');
      await page.locator('pa-message[asked]').waitFor({ state: 'detached' });
      await until(() => boxOf(message.locator('.bubble')), before);
    }
    expect(page.errors).toEqual([]);
    await page.context().close();
  },
);

test('held by a finger a chat of the list is marked, not covered, and the rest is dimmed', async () => {
  const page = await stage.page(sara, '/', PHONE);
  const row = page.locator(`a.chat[data-chat="${direct}"]`);
  await hold(page, row);
  await isMeant(page, row);
  // The next menu, which asks for how long it is muted, is about the same row.
  await page.getByRole('menuitem', { name: 'بی‌صدا کردن' }).click();
  await page.getByRole('menuitem', { name: 'یک ساعت' }).waitFor();
  await isMeant(page, row);
  await page.context().close();
});

test('a pin is told in a chat of two and in saved messages, and its bubble has the sign', async () => {
  const saved = (await sara.post('/api/chats', { kind: 'self' })).body.chat.id;
  await say(sara, saved, 'یادم باشد');
  const page = await stage.page(sara, `/c/${direct}`, PHONE);
  await page.locator('pa-message', { hasText: 'آخرین' }).waitFor();
  await nima.put(`/api/chats/${direct}/messages/9/pin`, { on: true });
  await page.locator('pa-message[system]', { hasText: 'نیما پیامی را سنجاق کرد' }).waitFor();
  await page.locator('pa-message', { hasText: 'آخرین' }).getByLabel('سنجاق‌شده').waitFor();
  await page.goto(`${stage.server.url}/c/${saved}`);
  const kept = page.locator('pa-message', { hasText: 'یادم باشد' });
  await hold(page, kept.locator('.bubble'));
  await page.getByRole('menuitem', { name: 'سنجاق کردن' }).click();
  await page.locator('pa-message[system]', { hasText: 'شما پیامی را سنجاق کردید' }).waitFor();
  await kept.getByLabel('سنجاق‌شده').waitFor();
  await page.goto(stage.server.url);
  await page
    .locator(`a.chat[data-chat="${direct}"]`, { hasText: 'نیما پیامی را سنجاق کرد' })
    .waitFor();
  // A pin is no unread message: nothing was written.
  expect(await page.locator(`a.chat[data-chat="${direct}"] .count`).count()).toBe(0);
  await page.context().close();
});

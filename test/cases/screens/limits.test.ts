import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { LIMITS } from '../../../protocol/limits.ts';
import { DESK, group, PHONE, Stage } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** Each field that takes so many characters and no more is filled beyond that. */
let stage: Stage;
let sara: Caller;
let room: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  room = await group(sara, 'خانواده', []);
});
afterAll(() => stage.close());

const waitForToast = (page: Page, words: string) =>
  page.locator('pa-toast').getByText(words).waitFor();
const FIELDS: [path: string, field: string, most: number][] = [
  ['/new/group', 'pa-new-group input[maxlength]', LIMITS.groupTitle],
  ['/settings/profile', 'pa-edit-profile input[maxlength]', LIMITS.displayName],
  ['/settings/profile', 'pa-edit-profile textarea[maxlength]', LIMITS.about],
];

test.each(FIELDS)(
  '%s, %s: typing goes on in silence up to its limit, and is told of there',
  async (path, selector, most) => {
    const page = await stage.page(sara, path, { ...DESK, locale: 'en-GB' });
    const field = page.locator(selector);
    await field.fill('x'.repeat(most - 1));
    await field.press('End');
    await page.keyboard.type('y');
    expect(await page.locator('pa-toast').getByText('fit here').count()).toBe(0);
    await page.keyboard.type('z');
    await waitForToast(page, `At most ${most} characters fit here. The rest was left out.`);
    expect((await field.inputValue()).endsWith('xy')).toBe(true);
    await page.context().close();
  },
);

test('a text that is pasted into a group’s name and is too long for it is told of, in Persian', async () => {
  const page = await stage.page(sara, `/c/${room}/info`, {
    ...PHONE,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'ویرایش نام و توضیح' }).click();
  const field = page.locator('pa-group-edit input[maxlength]');
  await field.fill('');
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    'نام'.repeat(LIMITS.groupTitle),
  );
  await field.press('Control+v');
  await until(async () => (await field.inputValue()).length, LIMITS.groupTitle);
  await waitForToast(page, 'نویسه جا نمی‌شود؛ بقیه نوشته نشد.');
  await page.context().close();
});

test('so is one who registers', async () => {
  const context = await stage.browser.newContext({ locale: 'fa-IR', ...PHONE });
  const page = await context.newPage();
  await page.goto(stage.server.url);
  await page.locator('pa-sign-in .switch button').nth(1).click();
  await page.locator('input[name=displayName]').fill('ن'.repeat(LIMITS.displayName));
  await page.locator('input[name=displayName]').press('End');
  await page.keyboard.type('ا');
  await waitForToast(page, 'نویسه جا نمی‌شود');
  await context.close();
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { acquaint, DESK, PHONE, Stage } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** The buttons beside the field: emoji and the half-space. */
let stage: Stage;
let sara: Caller;
let path: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  path = `/c/${await acquaint(sara, await stage.person('nima', 'نیما'))}`;
});
afterAll(() => stage.close());

const focused = (page: Page) => () =>
  page.evaluate(() => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return found?.localName;
  });
const panel = (page: Page) => page.locator('pa-emoji-picker [popover]:popover-open');
const button = (page: Page) => page.locator('pa-composer .emoji');
async function withEmoji(page: Page): Promise<void> {
  await button(page).click();
  await panel(page).waitFor();
}

test.each<[string, (page: Page) => Promise<void>]>([
  ['is open', async () => {}],
  ['searches', (page) => page.locator('pa-emoji-picker input').fill('سگ')],
  [
    'found nothing, under the cell that had the focus',
    async (page) => {
      await page.locator('pa-emoji-picker [role=gridcell]').first().focus();
      await page.locator('pa-emoji-picker input').evaluate((field: HTMLInputElement) => {
        field.value = 'هیچ‌چیز';
        field.dispatchEvent(new InputEvent('input'));
      });
      await until(() => page.locator('pa-emoji-picker [role=gridcell]').count(), 0);
    },
  ],
  [
    'asks for the tone of skin',
    async (page) => {
      await page.locator('pa-emoji-picker .tone').click();
      await page.locator('pa-emoji-picker .tones button').first().waitFor();
    },
  ],
])(
  'Escape closes the emoji at once when the panel %s, stays in the chat, and leads back to the field',
  async (_, prepare) => {
    const page = await stage.page(sara, path, DESK);
    await page.locator('pa-composer textarea').waitFor();
    await withEmoji(page);
    await prepare(page);
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'detached' });
    await until(focused(page), 'textarea');
    expect(new URL(page.url()).pathname).toBe(path);
    await page.context().close();
  },
);

test('the button of the emoji closes what it has opened', async () => {
  const page = await stage.page(sara, path, DESK);
  await withEmoji(page);
  await button(page).click();
  await panel(page).waitFor({ state: 'detached' });
  await withEmoji(page);
  await page.context().close();
});

test('in English the half-space key says what it is: under the mouse, and where a press does nothing', async () => {
  const page = await stage.page(sara, path, { ...PHONE, locale: 'en-GB' });
  const key = page.getByRole('button', { name: 'Half-space', exact: true });
  await key.waitFor();
  expect(await key.getAttribute('title')).toMatch(/one Persian word, as in می\u200cخواهم\. On/);
  await page.locator('pa-composer textarea').fill('hello');
  await key.click();
  await page.locator('pa-toast').getByText('one Persian word').waitFor();
  expect(await page.locator('pa-composer textarea').inputValue()).toBe('hello');
  await page.locator('pa-composer textarea').fill('می');
  await key.click();
  await until(() => page.locator('pa-composer textarea').inputValue(), 'می\u200c');
  await page.context().close();
});

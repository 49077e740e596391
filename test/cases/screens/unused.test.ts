import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { DESK, PHONE, Stage } from '../../e2e/helpers/stage.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

/** A chat that was opened and never used stands in no list. */
let stage: Stage;
let sara: Caller;
let reza: Caller;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  await stage.person('nima', 'نیما');
  reza = await stage.person('reza', 'رضا');
});
afterAll(() => stage.close());

test.each([
  ['on a phone', PHONE],
  ['on a desk', DESK],
] as const)(
  '%s it leaves the list with whoever leaves it, and is there again for Back and with a draft',
  async (_, device) => {
    const page = await stage.page(sara, '/u/nima', device);
    const row = page.locator('a.chat', { hasText: 'نیما' });
    const field = page.locator('pa-composer textarea');
    await page.getByRole('button', { name: 'ارسال پیام' }).click();
    await field.waitFor();
    const path = new URL(page.url()).pathname;
    // While it is open it has a row, which says where one is.
    await until(() => row.count(), 1);
    await page.goto(stage.server.url);
    await page.locator('pa-empty-list').waitFor();
    expect(await row.count()).toBe(0);
    await page.goBack();
    await field.waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    await field.fill('پیش‌نویسی که می‌ماند');
    await page.goto(stage.server.url);
    await row.waitFor();
    const draft = async () =>
      (await sara.get('/api/chats')).body.chats[0].settings.draft?.text ?? '';
    await until(draft, 'پیش‌نویسی که می‌ماند');
    await row.click();
    await field.fill('');
    await until(draft, '');
    await page.goto(stage.server.url);
    await page.locator('pa-empty-list').waitFor();
    await page.context().close();
  },
);

test('of an account that was deleted meanwhile nothing stays, unless something was written', async () => {
  const page = await stage.page(sara, '/u/reza', PHONE);
  await page.getByRole('button', { name: 'ارسال پیام' }).click();
  await page.locator('pa-composer textarea').waitFor();
  expect((await reza.post('/api/me/delete', { password: PASSWORD, data: 'keep' })).status).toBe(
    200,
  );
  await page.goto(stage.server.url);
  await page.locator('pa-empty-list').waitFor();
  expect(await page.locator('a.chat').count()).toBe(0);
  await page.context().close();
});

/** A page that stays open, is left, or has just begun: what it lost, kept or did not say. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CDPSession, Page } from 'playwright-core';
import { setupPath } from '../../e2e/helpers/account.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { acquaint, DESK, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import { answerOf, type Caller } from '../../helpers/caller.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
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
});
afterAll(() => stage.close());

test('the first session of the administrator hears of messages as every other, and nothing goes wrong in it', async () => {
  const context = await stage.browser.newContext({ locale: 'fa-IR', ...DESK });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(stage.server.url + (await setupPath(stage.server)));
  await page.locator('#displayName').fill('مدیر');
  await page.locator('#username').fill('boss');
  await page.locator('#password').fill(PASSWORD);
  for (let step = 0; step < 3; step++) await page.locator('form .primary').click();
  await page.locator('pa-welcome .primary, pa-welcome a').last().click();
  await page.locator('pa-chat-list').waitFor();
  // Sara has read it: a stranger's first message is a request, of which no notice is given.
  const boss: string = (await ali.get('/api/users/boss')).body.user.id;
  const { body } = await ali.post('/api/chats', { kind: 'direct', userId: boss });
  await say(ali, body.chat.id, 'سلام مدیر');
  await page.locator('pa-chat-list .folder').first().click();
  await page.locator('a.chat', { hasText: 'علی' }).click();
  await page.locator('pa-request-bar button.primary').click();
  await page.locator('pa-request-bar button').first().waitFor({ state: 'detached' });
  await page.goBack();
  const notice = page.locator('pa-arrival [popover]:popover-open', { hasText: 'خبر تازه' });
  await until(
    async () => {
      await say(ali, body.chat.id, 'خبر تازه');
      return await notice.isVisible();
    },
    true,
    { everyMs: 1000 },
  );
  expect(errors).toEqual([]);
  await context.close();
});

test('whom one has blocked stands in the settings, and nobody is claimed to be there before that is known', async () => {
  const page = await stage.page(sara, '/settings/privacy', PHONE);
  const nobody = page.getByText('کسی را مسدود نکرده‌اید');
  await nobody.waitFor();
  const blocked = await stage.person('pest', 'مزاحم');
  expect((await sara.put(`/api/blocks/${blocked.user.id}`, { on: true })).status).toBe(200);
  await page.reload();
  const row = page.locator('pa-privacy li', { hasText: 'مزاحم' });
  const first = [row, nobody].map((one, i) => one.waitFor().then(() => i));
  expect(await Promise.race(first)).toBe(0);
  expect(await nobody.count()).toBe(0);
  await row.getByRole('button').tap();
  await nobody.waitFor();
  expect((await sara.get('/api/blocks')).body.users).toEqual([]);
  await page.context().close();
});

const LETTERS =
  'این نوشته هشتاد و هفت حرف دارد و بدون هیچ درنگی پشت سر هم نوشته می‌شود، تا آخرین حرف آن';

test('what is typed without a pause is there again after a reload, to the last letter', async () => {
  const page = await stage.page(sara, `/c/${chat}`, DESK);
  const field = page.locator('pa-composer textarea');
  await field.click();
  // The letters come in the rhythm of quick fingers: each before the last one is on the disk.
  await page.keyboard.type(LETTERS, { delay: 20 });
  await page.reload();
  await until(() => field.inputValue(), LETTERS);
  // The text comes at once, as from the clipboard, and the page is left in the same moment.
  await field.fill('');
  await page.keyboard.insertText('یک‌جا');
  await page.reload();
  await until(() => field.inputValue(), 'یک‌جا');
  // It is an ordinary draft again, and is removed with the account.
  await until(() => page.evaluate(() => sessionStorage.length), 0);
  // All at one moment: a while after the last letter nothing is left to be kept.
  const keptAside = await field.evaluate((it: HTMLTextAreaElement) => {
    it.value = 'رازِ سارا';
    it.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    dispatchEvent(new Event('pagehide'));
    return Object.keys(sessionStorage);
  });
  expect(keptAside).toEqual(['payambar:unsaved']);
  await page.goto(`${stage.server.url}/settings`);
  await page.locator('pa-settings .row.danger').click();
  await page.locator('pa-log-out').getByRole('button', { name: 'خروج' }).last().click();
  await page.locator('pa-sign-in').waitFor();
  await until(() => page.evaluate(() => sessionStorage.length), 0);
  await page.context().close();
});

type Held = { nodes: number; listeners: number };

async function held(cdp: CDPSession): Promise<Held> {
  for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners: listeners } = await cdp.send('Memory.getDOMCounters');
  return { nodes, listeners };
}

async function openAndClose(page: Page, chats: string[], times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const id = chats[i % chats.length] ?? '';
    await page.locator(`a.chat[data-chat="${id}"]`).click();
    await page.locator('pa-timeline pa-message').first().waitFor();
  }
  await page.goBack();
}

test('200 chats that were opened and closed hold no more of the page than 20', async () => {
  const others = await Promise.all(
    Array.from({ length: 5 }, (_, i) => stage.person(`friend_${i}`, `دوست ${i}`)),
  );
  const chats: string[] = [];
  for (const one of others) chats.push(await acquaint(sara, one));
  const page = await stage.page(sara, '/', DESK);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  await openAndClose(page, chats, 20);
  const before = await held(cdp);
  await openAndClose(page, chats, 180);
  await until(
    () => held(cdp),
    (now) => now.nodes < 1.2 * before.nodes && now.listeners < 1.2 * before.listeners,
    { everyMs: 500 },
  );
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('a wrong current password is called that below its own field, in either language, and changes nothing', async () => {
  const page = await stage.page(sara, '/settings/password', DESK);
  for (const [language, sentence] of [
    ['fa', 'گذرواژه‌ی فعلی درست نیست.'],
    ['en', 'The current password is wrong.'],
  ] as const) {
    await page.evaluate((it) => localStorage.setItem('payambar:language', it), language);
    await page.reload();
    const form = page.locator('pa-password form');
    await form.locator('#current').fill('not the one that it is');
    await form.locator('#next').fill('another long password');
    await form.locator('button.primary').click();
    const said = form.getByText(sentence, { exact: true });
    await said.waitFor();
    const described = await form.locator('#current').getAttribute('aria-describedby');
    expect(described?.split(' ')).toContain((await said.getAttribute('id')) ?? 'none');
    expect(await form.locator('#next').getAttribute('aria-invalid')).not.toBe('true');
  }
  // The session goes on, and the old password still opens.
  const body = { username: 'sara', password: PASSWORD };
  expect((await answerOf(stage.server.url, 'POST', '/api/auth/login', body)).status).toBe(200);
  await page.context().close();
});

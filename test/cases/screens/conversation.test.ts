import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { account, administrator, invitation } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { bubble, row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { direct, say } from '../../helpers/cast.ts';
import { until } from '../../helpers/until.ts';

let server: Executable;
let browser: Browser;
let admin: Caller;
const devices: Device[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable({ REGISTRATION: 'open' }), launch()]);
  admin = await administrator(server, 'admin', 'مدیر');
});
afterEach(async () => {
  for (const device of devices.splice(0)) await device.close();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

let count = 0;
/** Makes a new person, on a device of their own. */
async function person(name: string, options: Parameters<typeof Device.open>[2] = {}) {
  const username = `person_${++count}`;
  const api = await account(server, username, name);
  return { api, username, device: await signedIn(username, options) };
}
async function signedIn(username: string, options: Parameters<typeof Device.open>[2] = {}) {
  const device = await Device.open(browser, server, options);
  devices.push(device);
  await device.signIn(username);
  return device;
}
const presence = (device: Device) =>
  device.page.locator('pa-chat-header pa-presence .here').textContent({ timeout: 1000 });

test('in a chat begun just now with who has invited one, that one is seen to be online, without a reload', async () => {
  const boss = await signedIn('admin');
  const username = `person_${++count}`;
  await account(server, username, 'سارا', await invitation(admin));
  const sara = await signedIn(username);
  const [socket] = await Promise.all([
    sara.page.waitForEvent('websocket'),
    sara.page.goto(`${sara.link.url}/new`),
  ]);
  const refused = socket.waitForEvent('framereceived', ({ payload }) =>
    String(payload).includes('"presence":[]'),
  );
  await sara.page.locator('pa-new-chat input').fill('admin');
  await sara.page.locator('pa-new-chat li button').first().click();
  // The device has asked, and the server shows no presence between two who have not written to each other.
  await refused;
  await sara.write('سلام');
  await boss.openChat('سارا');
  await boss.write('سلام سارا');
  await sara.shows(['سلام', 'سلام سارا']);
  await until(() => presence(sara), 'آنلاین');
  await until(() => presence(boss), 'آنلاین');
});

/** Makes a chat of two with so many messages, all by Ali. */
async function longChat(with_: Caller, by: Caller, count: number): Promise<string> {
  const chatId = await direct(by, with_);
  for (let n = 1; n <= count; n++) await say(by, chatId, `پیام شماره ${n}`);
  return chatId;
}
/** True when its bubble is on the screen. */
const inSight = (page: Page, text: string) => () =>
  page.locator('pa-message', { hasText: new RegExp(`${text}(?!\\d)`) }).evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test('a cold link to an older message goes there, and one that is opened without a line goes there when it is back', async () => {
  const reader = await person('خواننده');
  const writer = await account(server, `person_${++count}`, 'نویسنده');
  const chatId = await longChat(reader.api, writer, 120);
  await say(reader.api, chatId, 'بله');
  const { device } = reader;
  await device.openChat('نویسنده');
  await device.page.goto(`${device.link.url}/c/${chatId}?at=30`);
  await until(inSight(device.page, 'پیام شماره 30'), true);
  await device.page.reload();
  await until(inSight(device.page, 'پیام شماره 30'), true);

  // The shell is on the device, and the page of that message is not.
  await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const other = await signedIn(reader.username);
  await other.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The list is there; the chat was never opened here, which would have loaded its older pages ahead of the reader.
  await row(other, 'نویسنده').waitFor();
  other.link.cut();
  await other.page.goto(`${other.link.url}/c/${chatId}?at=30`);
  await other.page.getByText('آن پیام روی این دستگاه نیست').waitFor();
  other.link.restore();
  await until(inSight(other.page, 'پیام شماره 30'), true);
});

test('a link to a message that is not there says so', async () => {
  const reader = await person('خواننده');
  const writer = await account(server, `person_${++count}`, 'نویسنده');
  const chatId = await longChat(reader.api, writer, 3);
  await say(reader.api, chatId, 'بله');
  await reader.device.openChat('نویسنده');
  await reader.device.page.goto(`${reader.device.link.url}/c/${chatId}?at=900`);
  await reader.device.page.getByText('رفتن به آن پیام ممکن نیست').waitFor();
});

test('forwarding offers saved messages first, though they were never opened, begins in the search, and shows where it went', async () => {
  const reader = await person('خواننده', { viewport: { width: 1280, height: 800 } });
  const writer = await account(server, `person_${++count}`, 'نویسنده');
  const chatId = await longChat(reader.api, writer, 1);
  await say(reader.api, chatId, 'این را نگه دار');
  const { device } = reader;
  await device.openChat('نویسنده');
  await bubble(device, 'این را نگه دار').click({ button: 'right' });
  await device.page.getByRole('menuitem', { name: /^هدایت$/ }).click();
  await until(
    () =>
      device.page
        .locator('pa-forward input[type=search]')
        .evaluate((field) => field.matches(':focus')),
    true,
  );
  const first = device.page.locator('pa-forward [role=option]').first();
  expect((await first.textContent())?.trim()).toBe('پیام‌های ذخیره‌شده');
  await first.click();
  await device.page.locator('pa-forward .primary').click();
  await device.page.locator('pa-toast').getByRole('link', { name: 'نمایش' }).click();
  await device.page.locator('pa-chat-header', { hasText: 'پیام‌های ذخیره‌شده' }).waitFor();
  await device.shows(['این را نگه دار']);
});

test('who has blocked somebody can let them write again from the chat itself', async () => {
  const reader = await person('خواننده');
  const writer = await account(server, `person_${++count}`, 'نویسنده');
  await longChat(reader.api, writer, 1);
  await reader.device.accept('نویسنده');
  expect((await reader.api.put(`/api/blocks/${writer.user.id}`, { on: true })).status).toBe(200);
  await reader.device.page.locator('.closed').getByRole('button', { name: 'رفع مسدودی' }).click();
  await reader.device.write('سلام');
});

test('whose account is deleted is not online in the chat that is open', async () => {
  const reader = await person('خواننده');
  const leaver = await person('رفتنی');
  const chatId = await direct(leaver.api, reader.api);
  await say(leaver.api, chatId, 'من می‌روم');
  await say(reader.api, chatId, 'خدا نگهدار');
  await reader.device.openChat('رفتنی');
  await until(() => presence(reader.device), 'آنلاین');
  const erase = { password: PASSWORD, data: 'keep' };
  expect((await leaver.api.post('/api/me/delete', erase)).status).toBe(200);
  await reader.device.page.locator('pa-chat-header', { hasText: 'حساب حذف‌شده' }).waitFor();
  await until(() => reader.device.page.locator('pa-chat-header .here').count(), 0);
});

const DESK = { viewport: { width: 1280, height: 800 } };
const act = (device: Device, name: string) =>
  device.page.getByRole('menuitem', { name, exact: true }).click();
const clipboard = (device: Device) => device.page.evaluate(() => navigator.clipboard.readText());
async function desk() {
  const reader = await person('خواننده', DESK);
  await reader.device.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const writer = await account(server, `person_${++count}`, 'نویسنده');
  const chatId = await longChat(reader.api, writer, 2);
  await say(reader.api, chatId, 'بله');
  await reader.device.openChat('نویسنده');
  await reader.device.page.locator('pa-message', { hasText: 'بله' }).waitFor();
  return { ...reader, writer, chatId };
}

test('a message under the mouse shows what can be done with it, and two clicks answer it', async () => {
  const { device } = await desk();
  const { page } = device;
  const first = bubble(device, 'پیام شماره 1').locator('.bubble');
  await first.hover();
  await page.locator('pa-message .hover button').first().click();
  await page.locator('pa-composer .task', { hasText: 'پیام شماره 1' }).waitFor();
  await page.keyboard.press('Escape');
  await first.hover();
  await page.locator('pa-message .hover button').last().click();
  await page.getByRole('menuitem', { name: 'پاسخ', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await bubble(device, 'پیام شماره 2').locator('.text').dblclick();
  await page.locator('pa-composer .task', { hasText: 'پیام شماره 2' }).waitFor();
  expect(await page.evaluate(() => String(getSelection()))).toBe('');
  expect(await page.locator('pa-message .hover').count()).toBeLessThanOrEqual(1);
});

test('the second of two clicks answers nothing when the first was elsewhere, on a dialog that has closed, say', async () => {
  const { device } = await desk();
  const { page } = device;
  const words = bubble(device, 'پیام شماره 2').locator('.text');
  await page.evaluate(() => {
    const count = (): unknown => document.body.classList.add('had-double-click');
    document.addEventListener('dblclick', count, { capture: true });
  });
  // The bubble was pressed before, and that press must not count as the first of two.
  await words.click();
  for (const [place, clickCount] of [
    [page.locator('pa-composer textarea'), 1],
    [words, 2],
  ] as const) {
    await place.hover();
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
  }
  await page.locator('body.had-double-click').waitFor();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await page.locator('pa-composer .task').count()).toBe(0);
});

test('a link to a message leads its members to it, and says nothing to others', async () => {
  const { device, chatId } = await desk();
  await bubble(device, 'پیام شماره 1').click({ button: 'right' });
  await act(device, 'کپی پیوند');
  await until(async () => (await clipboard(device)).endsWith(`/c/${chatId}?at=1`), true);
  const stranger = await person('غریبه');
  await stranger.device.page.goto(`${stranger.device.link.url}/c/${chatId}?at=1`);
  await stranger.device.page.locator('pa-empty.missing').waitFor();
  expect(await stranger.device.page.locator('pa-message').count()).toBe(0);
  // It looks like an address that never existed.
  const seen = await stranger.device.page.locator('pa-empty.missing').textContent();
  await stranger.device.page.goto(`${stranger.device.link.url}/c/AAAAAAAAAAA?at=1`);
  await stranger.device.page.locator('pa-empty.missing').waitFor();
  expect(await stranger.device.page.locator('pa-empty.missing').textContent()).toBe(seen);
});

test('several messages are copied with names and times, and keys lead somewhere afterwards', async () => {
  const { device } = await desk();
  await bubble(device, 'پیام شماره 1').click({ button: 'right' });
  await act(device, 'انتخاب');
  await bubble(device, 'بله').click();
  await device.page.locator('.selection').getByRole('button', { name: 'کپی', exact: true }).click();
  await until(
    async () => /^نویسنده \(.+\):\nپیام شماره 1\n\nشما \(.+\):\nبله$/.test(await clipboard(device)),
    true,
  );
  await until(() => device.composer.evaluate((field) => field.matches(':focus')), true);
});

test('one replies to oneself, and is told before a delete that it can be undone', async () => {
  const { device } = await desk();
  await bubble(device, 'بله').click({ button: 'right' });
  await act(device, 'پاسخ');
  const task = device.page.locator('.task b');
  await until(
    async () => (await task.textContent())?.replaceAll(/\s+/g, ' ').trim(),
    'پاسخ به خودتان',
  );
  await bubble(device, 'بله').click({ button: 'right' });
  await act(device, 'پاک کردن');
  await device.page
    .locator('pa-delete-messages p', { hasText: 'تا چند ثانیه می‌توانید آن را برگردانید' })
    .waitFor();
});

test('a delete can be undone for some seconds, and until then only this device knows of it', async () => {
  const { device, api, chatId } = await desk();
  const readHidden = async () => (await api.get(`/api/chats/${chatId}`)).body.chat.settings.hidden;
  await bubble(device, 'پیام شماره 1').click({ button: 'right' });
  await act(device, 'پاک کردن');
  await device.page.locator('pa-delete-messages button.button').last().click();
  // The offer does not disappear under the pointer, however long the rest takes.
  const undo = device.page.locator('pa-toast').getByRole('button', { name: 'برگرداندن' });
  await undo.hover();
  await device.shows(['پیام شماره 2', 'بله']);
  await undo.click();
  await device.shows(['پیام شماره 1', 'پیام شماره 2', 'بله']);
  // A change that cannot be undone is reported, though the page that asked for it is loaded again at once.
  await bubble(device, 'پیام شماره 2').click({ button: 'right' });
  await act(device, 'پاک کردن');
  await device.page.locator('pa-delete-messages button.button').last().click();
  await device.shows(['پیام شماره 1', 'بله']);
  await device.page.reload();
  await until(readHidden, [2]);
  await device.shows(['پیام شماره 1', 'بله']);
});

test('a text that is too long is offered in parts, which go in their order and lose nothing', async () => {
  const { device, writer, chatId } = await desk();
  const text = Array.from({ length: 1025 }, (_, n) => `w${n}`).join(' ');
  expect(text.length).toBeGreaterThan(5000);
  await device.composer.fill(text);
  const offer = device.page.locator('pa-composer .offer button');
  await offer.waitFor();
  // Enter does not send what was not agreed to: a question comes first.
  await device.composer.press('Enter');
  await until(() => offer.evaluate((button) => button.matches(':focus')), true);
  await device.page.keyboard.press('Enter');
  const said = async () => {
    const { body } = await writer.get(`/api/chats/${chatId}/messages`);
    return body.messages.slice(3).map((message: { text: string }) => message.text);
  };
  await until(async () => (await said()).length, 2);
  expect((await said()).join(' ')).toBe(text);
  expect(await device.composer.inputValue()).toBe('');
});

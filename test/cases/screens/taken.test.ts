import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { account } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { say } from '../../helpers/cast.ts';
import { until } from '../../helpers/until.ts';

/** A group that its owner deletes, or that somebody is removed from, does not vanish without a word. */
let server: Executable;
let browser: Browser;
let sara: Caller;
let ali: Caller;
let device: Device;
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable({ AUTH_LIMIT: '1000' }), launch()]);
  [sara, ali] = [await account(server, 'sara', 'سارا'), await account(server, 'ali', 'علی')];
  device = await Device.open(browser, server);
  await device.signIn('ali');
});
afterAll(async () => {
  await device.close();
  await browser.close();
  await server.stop();
});

async function group(title: string): Promise<string> {
  const made = await sara.post('/api/chats', { kind: 'group', title, userIds: [ali.user.id] });
  const { id } = made.body.chat;
  await ali.put(`/api/chats/${id}/accepted`);
  await say(sara, id, 'سلام');
  await row(device, title).waitFor();
  return id;
}
const notice = () => device.page.locator('pa-toast [popover]:popover-open');
const read = async () => {
  await notice().getByRole('button', { name: 'بستن' }).click();
  await notice().waitFor({ state: 'detached' });
};

test('whoever is there is told at once, and as long as they have not read it', async () => {
  const id = await group('سفر شمال');
  await device.openChat('سفر شمال');
  expect((await sara.del(`/api/chats/${id}`)).status).toBe(200);
  await notice().getByText('مالک گروه «سفر شمال» آن را برای همه حذف کرد.').waitFor();
  await device.page.locator('pa-empty.missing').waitFor();
  await device.page.getByRole('link', { name: 'گفتگوها' }).first().click();
  await until(() => row(device, 'سفر شمال').count(), 0);
  expect(await notice().count()).toBe(1);
  await read();
});

test('whoever was removed is told that, and whoever leaves is told nothing', async () => {
  const [first, second] = [await group('کوه'), await group('دریا')];
  await ali.post(`/api/chats/${second}/leave`);
  await until(() => row(device, 'دریا').count(), 0);
  await sara.del(`/api/chats/${first}/members/${ali.user.id}`);
  await notice().getByText('شما را از گروه «کوه» بیرون کردند.').waitFor();
  expect(await notice().textContent()).not.toContain('دریا');
  await read();
});

test('whoever was away is told of all of them when they come back, and of none twice', async () => {
  const [first, second, third] = [await group('باغ'), await group('کتاب'), await group('شعر')];
  device.link.cut();
  await device.page.locator('pa-connection [role=status]').first().waitFor();
  await sara.del(`/api/chats/${first}`);
  await sara.del(`/api/chats/${second}/members/${ali.user.id}`);
  await ali.post(`/api/chats/${third}/leave`);
  device.link.restore();
  await notice().getByText('«باغ» آن را برای همه حذف کرد').waitFor();
  await notice().getByText('شما را از گروه «کتاب» بیرون کردند.').waitFor();
  expect(await notice().textContent()).not.toContain('شعر');
  await read();
  await device.page.reload();
  const id = await group('تازه');
  await sara.del(`/api/chats/${id}`);
  await notice().getByText('«تازه»').waitFor();
  expect(await notice().textContent()).not.toContain('باغ');
});

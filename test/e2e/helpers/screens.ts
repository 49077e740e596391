import type { Locator } from 'playwright-core';
import type { Device } from './device.ts';

/** Finds what people press, by the words that stand there (Persian). */
export const bubble = (device: Device, text: string): Locator =>
  device.page.locator('pa-message', { hasText: text });

/** Counts how many bubbles say it. */
export const countShown = (device: Device, text: string) => () => bubble(device, text).count();

/** Chooses an item of a message's menu. */
export async function choose(device: Device, text: string, item: string): Promise<void> {
  await bubble(device, text).first().click({ button: 'right' });
  await device.page.getByRole('menuitem', { name: item, exact: true }).click();
}

export const press = (device: Device, name: string | RegExp): Promise<void> =>
  device.page.getByRole('button', { name, exact: true }).first().click();

/** Goes to the list of chats, from any screen. */
export async function goHome(device: Device): Promise<void> {
  await device.page.goto(device.link.url);
  await device.page.locator('pa-chat-list').waitFor();
}

export const row = (device: Device, name: string): Locator =>
  device.page.locator('pa-chat-list a.chat', { hasText: name });

/** Chooses an item of the menu of a chat in the list. */
export async function chooseRow(device: Device, name: string, ...items: string[]): Promise<void> {
  await row(device, name).click({ button: 'right' });
  for (const name of items) await device.page.getByRole('menuitem', { name, exact: true }).click();
}

/** Returns the group's id. */
export async function makeGroup(
  device: Device,
  title: string,
  people: readonly (readonly [username: string, name: string])[],
): Promise<string> {
  await device.page.goto(`${device.link.url}/new/group`);
  await device.page.getByPlaceholder('نام گروه').fill(title);
  await pick(device, people);
  await press(device, 'ساختن گروه');
  await device.composer.waitFor();
  return new URL(device.page.url()).pathname.slice('/c/'.length);
}

export async function pick(
  device: Device,
  people: readonly (readonly [username: string, name: string])[],
): Promise<void> {
  for (const [username, name] of people) {
    await device.page.locator('pa-people-picker input[type=search]').fill(username);
    await device.page.locator('pa-people-picker li', { hasText: name }).first().click();
  }
}

/** Opens the page with the group's settings and members. */
export async function goInfo(device: Device, chatId: string): Promise<void> {
  await device.page.goto(`${device.link.url}/c/${chatId}/info`);
  await device.page.locator('pa-members li').first().waitFor();
}

/** Answers a question, by its words. */
export const confirm = (device: Device, name: string | RegExp): Promise<void> =>
  device.page.locator('pa-ask').getByRole('button', { name, exact: true }).click();

export async function actOn(device: Device, name: string, item: string): Promise<void> {
  await press(device, `گزینه‌های ${name}`);
  await device.page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Makes a link into the group whose page is open; returns its path. */
export async function makeLink(
  device: Device,
  { approval = false, once = false } = {},
): Promise<string> {
  // The button can be pressed when the existing links have come.
  await press(device, 'پیوند تازه');
  const before = await device.page.locator('pa-invites li').count();
  if (once) await device.page.locator('#uses').selectOption('1');
  if (approval) await device.page.getByRole('switch', { name: 'عضویت با تأیید مدیر' }).check();
  await press(device, 'ساختن پیوند');
  await device.page.locator('pa-invites li').nth(before).waitFor();
  const link = await device.page.locator('pa-invites .link').first().textContent();
  return new URL(link ?? '').pathname;
}

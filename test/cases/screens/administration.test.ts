import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { account, administrator } from '../../e2e/helpers/account.ts';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { violations } from '../../helpers/axe.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';
import { sightOf } from '../helpers/sight.ts';

/** Tries what the pages of the administrator say of people and numbers. */
let server: Executable;
let browser: Browser;
let admin: Caller;
const devices: Device[] = [];
beforeAll(async () => {
  [server, browser] = await Promise.all([startExecutable({ REGISTRATION: '' }), launch()]);
  admin = await administrator(server, 'sara.m', 'سارا محمدی', { registration: 'open' });
  const bob = await account(server, 'bob_2', 'Bob (2)');
  const reza = await account(server, 'reza', 'رضا');
  await admin.patch(`/api/admin/users/${bob.user.id}`, { inviteQuota: 3 });
  await admin.post(`/api/admin/users/${reza.user.id}/logout`);
  const again = await account(server, 'ali', 'علی');
  await again.post('/api/me/delete', { password: PASSWORD, data: 'keep' });
});
afterAll(async () => {
  for (const device of devices) await device.close();
  await browser.close();
  await server.stop();
});

async function open(path: string, language: string, username = 'sara.m'): Promise<Page> {
  const device = await Device.open(browser, server, {
    language,
    viewport: { width: 1280, height: 800 },
  });
  devices.push(device);
  await device.signIn(username);
  await device.page.goto(device.link.url + path);
  return device.page;
}

test('the page of invitations says what holds for an administrator, and for a member without any', async () => {
  const reza = (await admin.get('/api/users/reza')).body.user;
  await admin.patch(`/api/admin/users/${reza.id}`, { inviteQuota: 0 });
  for (const [username, said, unsaid] of [
    ['sara.m', 'lets as many people join this server as you choose', 'lets one person'],
    ['reza', 'You can’t invite people to this server', 'no invitations left'],
  ] as const) {
    const page = await open('/settings/invites', 'en-GB', username);
    await page.locator('pa-server-invites p', { hasText: said }).waitFor();
    expect(await page.locator('pa-server-invites p', { hasText: unsaid }).count()).toBe(0);
  }
});

test.each([
  ['fa-IR', 'عددی از ۰ تا ۱۰٬۰۰۰ بنویسید.'],
  ['en-GB', 'Enter a number from 0 to 10,000.'],
] as const)(
  'a quota out of range (%s) is told the range under its field',
  async (language, range) => {
    const page = await open('/admin/server', language);
    const input = page.locator('pa-server #quota');
    const note = page.locator(`pa-server #${await input.getAttribute('aria-describedby')}`);
    for (const typed of ['-5', '99999']) {
      await input.fill('7');
      await until(async () => (await note.textContent())?.includes(range), false);
      await input.fill(typed);
      await until(async () => (await note.textContent())?.trim(), range);
    }
  },
);

test.each([
  ['fa-IR', 'سهمیه‌ی دعوت را تغییر داد'],
  ['en-GB', 'changed the invite quota'],
] as const)(
  'the record of acts (%s) names people, each apart from the sentence around',
  async (language, act) => {
    const page = await open('/admin/log', language);
    const line = page.locator('pa-audit li', { hasText: 'Bob (2)' });
    await line.waitFor();
    const said = (await line.locator('.what').textContent()) ?? '';
    expect(said).toContain('سارا محمدی');
    expect(said).toContain('@sara.m');
    expect(said).toContain(act);
    // The brackets of a name and the sign of a username stand where they were written.
    const faint = line.locator('.what .faint');
    for (const [pieces, name] of [
      [['Bob', '(2)'], 'Bob (2)'],
      [['@', 'bob_2'], '@bob_2'],
    ] as const) {
      const { order } = await sightOf(faint.locator('bdi', { hasText: name }), [...pieces]);
      expect(order).toEqual([...pieces]);
    }
    // The log shows no ids: each username is one that was given.
    const handles = await page.locator('pa-audit .handle').allInnerTexts();
    expect(new Set(handles)).toEqual(new Set(['@sara.m', '@bob_2', '@reza']));
    expect(await violations(page)).toEqual([]);
  },
);

test('the tile and the graph of connections say the same number, also in the first minute', async () => {
  const page = await open('/admin', 'en-GB');
  const tile = page.locator('pa-overview .counts div', { hasText: 'connections' }).locator('dd');
  await tile.waitFor();
  await page.locator('pa-overview').getByRole('button', { name: 'Refresh' }).click();
  await until(async () => Number(await tile.textContent()) > 0, true);
  // Both in one look: an answer that comes between two looks may bring another number to the second.
  const said = await page.locator('pa-overview').evaluate(({ shadowRoot }) => {
    const pieces = [...(shadowRoot?.querySelectorAll('.counts div, .chart') ?? [])];
    return pieces
      .filter((piece) =>
        /^connections/i.test(piece.querySelector('dt, figcaption')?.textContent?.trim() ?? ''),
      )
      .map((piece) => piece.querySelector('dd, strong')?.textContent);
  });
  expect(said).toHaveLength(2);
  expect(said[1]).toBe(said[0]);
});

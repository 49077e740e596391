import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { answerOf, Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

let browser: Browser;
let server: Executable;
let phone: Device;
let sara: Caller;
let chatId: string;

beforeAll(async () => {
  [browser, server] = await Promise.all([
    launch(),
    startExecutable({ RATE_LIMIT: '100000', AUTH_LIMIT: '100000' }),
  ]);
  phone = await Device.open(browser, server);
  await phone.register('sara', 'سارا');
  const login = { username: 'sara', password: PASSWORD };
  const { body } = await answerOf(server.url, 'POST', '/api/auth/login', login);
  sara = new Caller(server.url, body);
  const made = await sara.post('/api/chats', {
    ...{ kind: 'group', title: 'خانواده', userIds: [], clientId: Bun.randomUUIDv7() },
  });
  chatId = made.body.chat.id;
  for (let n = 1; n <= 35; n++) await write(`جلسه شماره ${n}`);
  await write('پایان فیلم: قاتل باغبان است', [{ type: 'spoiler', offset: 12, length: 15 }]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function write(text: string, entities?: object[]): Promise<void> {
  const message = { clientId: Bun.randomUUIDv7(), text, entities };
  const { status } = await sara.post(`/api/chats/${chatId}/messages`, message);
  if (status !== 201) throw new Error('not sent');
}

const bar = () => phone.page.locator('pa-hit-bar .place');
const press = (name: string) => phone.page.getByRole('button', { name, exact: true }).click();
const at = () => Number(new URL(phone.page.url()).searchParams.get('at'));

async function searchHere(q: string): Promise<void> {
  await phone.page.goto(`${phone.link.url}/search?in=${chatId}`);
  await phone.page.locator('pa-search input').fill(q);
  await phone.page.locator('pa-search .excerpt').first().waitFor();
}

test('from hit to hit by Enter, by buttons and by F3, on a phone, and out of it again', async () => {
  await searchHere('جلسه');
  await phone.page.locator('pa-search input').press('Enter');
  await until(() => bar().textContent(), '۱ از بیش از ۳۰');
  const newest = at();
  await press('نتیجه‌ی قدیمی‌تر');
  await until(() => bar().textContent(), '۲ از بیش از ۳۰');
  await phone.page.keyboard.press('F3');
  await until(at, newest - 2);
  await phone.page.keyboard.press('Shift+F3');
  await until(at, newest - 1);
  await press('نتیجه‌ی تازه‌تر');
  await until(() => bar().textContent(), '۱ از بیش از ۳۰');
  expect(await phone.page.getByRole('button', { name: 'نتیجه‌ی تازه‌تر' }).isDisabled()).toBe(true);
  for (let n = 2; n <= 30; n++) {
    await press('نتیجه‌ی قدیمی‌تر');
    await until(
      () => bar().textContent(),
      (text) => text?.startsWith(digits(n)) ?? false,
    );
  }
  // The page that was found ends here: the next one is fetched.
  await press('نتیجه‌ی قدیمی‌تر');
  await until(() => bar().textContent(), '۳۱ از ۳۵');
  await press('پایان جستجو');
  await until(() => bar().count(), 0);
  expect(new URL(phone.page.url()).pathname).toBe(`/c/${chatId}`);
});

const digits = (n: number) => n.toLocaleString('fa-IR');

test('what a spoiler hides stays hidden among the hits', async () => {
  for (const q of ['پایان', 'باغبان']) {
    await searchHere(q);
    const shown = await phone.page.locator('pa-search .excerpt').first().textContent();
    expect(shown).toContain('پایان فیلم:');
    expect(shown).not.toMatch(/قاتل|باغبان|است/u);
  }
});

test('a word is found in another spelling without the server, too', async () => {
  await write('این کار می شود');
  await phone.page.goto(`${phone.link.url}/c/${chatId}`);
  await phone.page.locator('pa-message', { hasText: 'این کار می شود' }).waitFor();
  const found = async (q: string) => {
    await phone.page.locator('pa-search input').fill(q);
    await until(() => phone.page.locator('pa-search .excerpt').count(), 1);
  };
  await phone.page.goto(`${phone.link.url}/search?in=${chatId}`);
  await found('می‌شود');
  phone.link.cut();
  await phone.page.locator('pa-search input').fill('');
  for (const q of ['می‌شود', 'میشود']) await found(q);
});

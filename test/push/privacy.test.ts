import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Caller } from '../helpers/app.ts';
import type { Browser } from '../helpers/push-service.ts';
import { linesOf, type PushWorld, startPushWorld } from './support.ts';

let world: PushWorld;
let boss: Caller;
beforeAll(async () => {
  world = await startPushWorld();
  boss = await world.server.setUp('boss');
});
afterAll(() => world.stop());

const register = (word: string): Promise<Caller> =>
  world.server.register(`p${Bun.randomUUIDv7().slice(-12)}`, word);

type Scene = { sara: Caller; ali: Caller; twin: Caller; group: string };
type Silence = [name: string, before: (scene: Scene) => Promise<unknown>];

/** Each makes that Ali is told nothing of a message in the group; his twin Reza is in the same place without it. */
const SILENCES: Silence[] = [
  ['removed', ({ sara, ali, group }) => sara.del(`/api/chats/${group}/members/${ali.user.id}`)],
  ['left', ({ ali, group }) => ali.post(`/api/chats/${group}/leave`)],
  [
    'has blocked the writer',
    ({ sara, ali }) => ali.put(`/api/blocks/${sara.user.id}`, { on: true }),
  ],
  [
    'has muted the chat',
    ({ ali, group }) =>
      ali.patch(`/api/chats/${group}/settings`, { mutedUntil: world.now() + 86_400_000 }),
  ],
  ['is disabled', ({ ali }) => boss.patch(`/api/admin/users/${ali.user.id}`, { disabled: true })],
  ['is deleted', ({ ali }) => boss.del(`/api/admin/users/${ali.user.id}?data=keep`)],
  ['is signed out', ({ ali }) => ali.post('/api/auth/logout')],
  ['hears no groups', ({ ali }) => ali.patch('/api/push/settings', { groups: 'none' })],
  ['hears mentions only', ({ ali }) => ali.patch('/api/push/settings', { groups: 'mentions' })],
  ['unsubscribed', ({ ali }) => ali.del('/api/push/subscription')],
  [
    'has quiet hours',
    ({ ali }) =>
      ali.patch('/api/push/settings', { quiet: { from: 0, to: 1439, timeZone: 'Asia/Tehran' } }),
  ],
  [
    'has quiet hours that end when they begin',
    ({ ali }) =>
      ali.patch('/api/push/settings', { quiet: { from: 600, to: 600, timeZone: 'Asia/Tehran' } }),
  ],
];

test.each(SILENCES)('who %s is told no word, and their twin is', async (_, before) => {
  const [sara, ali, twin] = [await register('سارا'), await register('علی'), await register('رضا')];
  const group = await world.group(sara, 'گروه', ali, twin);
  for (const one of [ali, twin]) await one.put(`/api/chats/${group}/accepted`);
  const [browser, twins] = [await world.device(ali), await world.device(twin)];
  await before({ sara, ali, twin, group });
  await world.send(sara, group, 'راز');
  await world.told();
  expect(linesOf(twins)).toEqual(['گروه | سارا: راز']);
  expect(browser.received).toEqual([]);
});

test('quiet hours are those of the person’s own clock', async () => {
  const [sara, ali] = [await register('سارا'), await register('علی')];
  const chatId = await world.direct(sara, ali);
  const browser = await world.device(ali);
  const minute = (zone: string): number => {
    const [hours = 0, minutes = 0] = new Date(world.now())
      .toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
      .split(':')
      .map(Number);
    return hours * 60 + minutes;
  };
  const around = (timeZone: string) => ({
    from: (minute(timeZone) + 1440 - 60) % 1440,
    to: (minute(timeZone) + 60) % 1440,
    timeZone,
  });
  await ali.patch('/api/push/settings', { quiet: around('Asia/Tehran') });
  await world.send(sara, chatId, 'شب');
  await world.told();
  await ali.patch('/api/push/settings', {
    quiet: { ...around('Asia/Tehran'), timeZone: 'America/Los_Angeles' },
  });
  await world.send(sara, chatId, 'روز');
  await world.told();
  expect(linesOf(browser)).toEqual(['سارا (۲) | روز']);
});

test('a mention or a reply breaks through a muted group, unless the person does not want that', async () => {
  const [sara, ali, twin] = [await register('سارا'), await register('علی'), await register('رضا')];
  const group = await world.group(sara, 'گروه', ali, twin);
  for (const one of [ali, twin]) {
    await one.put(`/api/chats/${group}/accepted`);
    await one.patch(`/api/chats/${group}/settings`, { mutedUntil: world.now() + 86_400_000 });
  }
  const [browser, twins] = [await world.device(ali), await world.device(twin)];
  await twin.patch('/api/push/settings', { mentions: false });
  const entities = [ali, twin].map(({ user }, i) => ({
    ...{ type: 'mention', offset: 5 * i, length: 4, userId: user.id },
  }));
  await world.send(sara, group, '@علی @رضا بیایید', { entities });
  await world.told();
  const own = await world.send(ali, group, 'آمدم');
  await world.send(sara, group, 'چه خوب', { replyTo: own });
  await world.send(sara, group, 'چیز دیگر');
  await world.told();
  expect(linesOf(browser)).toEqual(['گروه | سارا: @علی @رضا بیایید', 'گروه | سارا: چه خوب']);
  expect(twins.received).toEqual([]);
});

test('a stranger’s words and name are in no notification before they are let in', async () => {
  const [sara, ali] = [await register('سارا'), await register('علی')];
  const browser = await world.device(ali);
  const { body } = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  await world.send(sara, body.chat.id, 'حرف غریبه');
  await world.told();
  expect(linesOf(browser)).toEqual(['پیام‌بر | درخواست تازه']);
  expect(JSON.stringify(browser.received)).not.toContain('سارا');
  await world.group(sara, 'نام زشت', ali);
  await world.told();
  expect(linesOf(browser).at(-1)).toBe('پیام‌بر | درخواست تازه');
  await ali.put(`/api/chats/${body.chat.id}/accepted`);
  await world.send(sara, body.chat.id, 'حرف آشنا');
  await world.told();
  expect(linesOf(browser).at(-1)).toBe('سارا (۲) | حرف آشنا');
});

test('each device says as much as it was told to, in its own language', async () => {
  const [sara, ali] = [await register('سارا'), await register('علی')];
  const chatId = await world.direct(sara, ali);
  const devices: Record<string, Browser> = {};
  for (const content of ['full', 'name', 'nothing'] as const)
    for (const language of ['fa', 'en'] as const) {
      const device = await world.server.login(ali.user.username);
      devices[`${content} ${language}`] = await world.device(device, { content, language });
    }
  await world.send(sara, chatId, 'راز ما');
  await world.told();
  const told = Object.entries(devices).map(([name, browser]) => [name, linesOf(browser)]);
  expect(Object.fromEntries(told)).toEqual({
    'full fa': ['سارا | راز ما'],
    'full en': ['سارا | \u2068راز ما\u2069'],
    'name fa': ['سارا | پیام تازه'],
    'name en': ['سارا | New message'],
    'nothing fa': ['پیام‌بر | پیام تازه دارید'],
    'nothing en': ['پیام‌بر | You have a new message'],
  });
  expect(JSON.stringify(devices['nothing fa']?.received)).not.toContain('سارا');
  expect(JSON.stringify(devices['name fa']?.received)).not.toContain('راز');
});

test('a device that an import brought is told that something is new, and no more', async () => {
  const [sara, ali] = [await register('سارا'), await register('علی')];
  const chatId = await world.direct(sara, ali);
  const browser = world.service.browser();
  const { endpoint, p256dh, auth } = browser.subscription;
  const row = { endpoint, p256dh, auth, userId: ali.user.id, userAgent: '', createdAt: 1 };
  await world.db.write(() => world.db.imported.subscribe(row));
  await world.send(sara, chatId, 'راز ما');
  await world.told();
  expect(linesOf(browser)).toEqual(['پیام‌بر | پیام تازه دارید']);
  await ali.put('/api/push/subscription', browser.subscription);
  await world.send(sara, chatId, 'باز هم');
  await world.told();
  expect(linesOf(browser).at(-1)).toBe('سارا (۲) | باز هم');
});

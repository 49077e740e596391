import { afterEach, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { Phone } from '../calls/support.ts';
import type { Caller } from '../helpers/app.ts';
import type { Browser } from '../helpers/push-service.ts';
import { until } from '../helpers/until.ts';
import { linesOf, type PushWorld, startPushWorld } from './support.ts';

let world: PushWorld;
let sara: Caller;
let ali: Caller;
let saras: Phone;
let chatId: string;
beforeEach(async () => {
  world = await startPushWorld();
  sara = await world.server.register('sara', 'سارا');
  ali = await world.server.register('ali', 'علی');
  chatId = await world.direct(sara, ali);
  saras = await phone(sara);
});
afterEach(() => world.stop());

const bodyOf = ({ received }: Browser): string => received.at(-1)?.notification?.body;
const phone = async (who: Caller): Promise<Phone> =>
  new Phone(who, await world.server.connect(who.token));

test('a call rings at once and for its time; missed, it says so in the same place', async () => {
  const browser = await world.device(ali);
  const english = await world.device(await world.server.login('ali'), {
    ...{ language: 'en', content: 'nothing' },
  });
  const call = await saras.start(chatId, { media: 'video' });
  // Nothing has put the clock forward.
  await until(() => linesOf(browser), ['سارا | تماس تصویری']);
  await until(() => bodyOf(english), 'Incoming call');
  const [headers] = browser.headers;
  expect([headers?.get('urgency'), Number(headers?.get('ttl')) <= 45]).toEqual(['high', true]);
  expect(browser.received[0]).toMatchObject({
    notification: { tag: `call:${chatId}`, data: { kind: 'call', chatId } },
  });
  world.skip(LIMITS.callRingMs / 2);
  await saras.update(call);
  world.skip(LIMITS.callRingMs / 2);
  await until(() => linesOf(browser).at(-1), 'سارا | تماس بی‌پاسخ');
  await until(() => bodyOf(english), 'Missed call');
  const missed = browser.received.at(-1);
  expect(missed).toMatchObject({
    ...{ app_badge: 1, notification: { tag: `call:${chatId}`, data: { kind: 'missed', seq: 1 } } },
  });
  expect(browser.headers.at(-1)?.get('topic')).toBe(headers?.get('topic') ?? 'none');
});

test('answered elsewhere, the ring is taken away and nothing was missed', async () => {
  const browser = await world.device(ali);
  const call = await saras.start(chatId);
  await until(() => linesOf(browser), ['سارا | تماس صوتی']);
  const laptop = await phone(await world.server.login('ali'));
  await laptop.join(call);
  await until(() => browser.received.length, 2);
  expect(browser.received[1]).toEqual({ close: `call:${chatId}`, app_badge: 0 });
  await laptop.leave(call);
  await world.told();
  expect(browser.received).toHaveLength(2);
});

test('a call breaks neither a muted chat nor quiet hours, and a device that is looked at rings by itself', async () => {
  const browser = await world.device(ali);
  await ali.patch(`/api/chats/${chatId}/settings`, { mutedUntil: world.now() + 86_400_000 });
  await saras.leave(await saras.start(chatId));
  await world.told();
  await ali.patch(`/api/chats/${chatId}/settings`, { mutedUntil: null });
  const quiet = { from: 0, to: 0, timeZone: 'Asia/Tehran' };
  await ali.patch('/api/push/settings', { quiet });
  await saras.leave(await saras.start(chatId));
  await world.told();
  await ali.patch('/api/push/settings', { quiet: null });
  const open = await phone(ali);
  await open.socket.request('presence.set', { active: true });
  await saras.leave(await saras.start(chatId));
  await world.told();
  expect(browser.received).toEqual([]);
  await open.socket.request('presence.set', { active: false });
  await saras.start(chatId);
  await until(() => linesOf(browser), ['سارا | تماس صوتی']);
});

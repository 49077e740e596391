import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Caller } from '../helpers/app.ts';
import { until } from '../helpers/until.ts';
import { leftOf, linesOf, type PushWorld, startPushWorld } from './support.ts';

let world: PushWorld;
let sara: Caller;
let ali: Caller;
let chatId: string;
beforeEach(async () => {
  world = await startPushWorld({ publicUrl: 'https://chat.example.org' });
  sara = await world.server.register('sara', 'سارا');
  ali = await world.server.register('ali', 'علی');
  chatId = await world.direct(sara, ali);
});
afterEach(() => world.stop());

/** Waits until the retries that are due have been made. */
async function retried(): Promise<void> {
  await until(() => leftOf(world.db, 'pushRetries', world.now()), []);
}
const waiting = () => leftOf(world.db, 'pushRetries', world.now() + 7_200_000);

test('several messages of a chat are one notification, in the shape that every browser shows', async () => {
  const browser = await world.device(ali);
  for (const text of ['یک', 'دو', 'سه']) await world.send(sara, chatId, text);
  await world.told();
  expect(browser.received).toEqual([
    {
      web_push: 8030,
      notification: {
        title: 'سارا (۳)',
        body: 'سه',
        navigate: `https://chat.example.org/c/${chatId}?at=3`,
        ...{ lang: 'fa', dir: 'rtl', tag: `chat:${chatId}` },
        data: { kind: 'message', chatId, seq: 3, content: 'full' },
      },
      mutable: true,
      app_badge: 3,
    },
  ]);
  const [headers] = browser.headers;
  expect(['ttl', 'urgency', 'content-encoding'].map((name) => headers?.get(name))).toEqual([
    ...['86400', 'high', 'aes128gcm'],
  ]);
  await world.send(sara, chatId, 'چهار');
  await world.told();
  expect(linesOf(browser)).toEqual(['سارا (۳) | سه', 'سارا (۴) | چهار']);
  expect(browser.headers[1]?.get('topic')).toBe(headers?.get('topic') ?? 'none');
  expect(headers?.get('topic')).toMatch(/^[\w-]{32}$/);
  expect(headers?.get('topic')).not.toContain(chatId);
  const group = await world.group(sara, 'گروه', ali);
  await world.send(sara, group, 'جای دیگر');
  await world.told();
  expect(browser.headers.at(-1)?.get('topic')).not.toBe(headers?.get('topic') ?? 'none');
  // Beside it goes that Ali was added to the group; which of the two arrives last is chance.
  await until(() => browser.received.some(({ app_badge }) => app_badge === 5), true);
  await ali.patch(`/api/chats/${chatId}/settings`, { mutedUntil: world.now() + 86_400_000 });
  await world.send(sara, group, 'و باز');
  await world.told();
  expect(browser.received.at(-1).app_badge).toBe(2);
});

test('what is edited or deleted before it is told is told as it is then', async () => {
  const browser = await world.device(ali);
  const first = await world.send(sara, chatId, 'غلط');
  const gone = await world.send(sara, chatId, 'پشیمان');
  await sara.patch(`/api/chats/${chatId}/messages/${first}`, { text: 'درست' });
  await sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [gone], everyone: true });
  await world.told();
  expect(linesOf(browser)).toEqual(['سارا | درست']);
  await sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [first], everyone: true });
  const last = await world.send(sara, chatId, 'پاک');
  await sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [last], everyone: true });
  await world.told();
  expect(browser.received).toHaveLength(1);
});

test('what was read elsewhere in time is not told, and what was told is closed when it is read', async () => {
  const laptop = await world.server.login('ali');
  const [phone, own] = [await world.device(ali), await world.device(laptop)];
  const read = (seq: number) => laptop.put(`/api/chats/${chatId}/read`, { seq });
  await read(await world.send(sara, chatId, 'خوانده'));
  await world.told();
  const seq = await world.send(sara, chatId, 'نخوانده');
  await world.told();
  expect([linesOf(phone), linesOf(own)]).toEqual([['سارا | نخوانده'], ['سارا | نخوانده']]);
  await read(seq);
  await until(() => phone.received.length, 2);
  expect(phone.received[1]).toEqual({ close: `chat:${chatId}`, app_badge: 0 });
  expect(phone.headers[1]?.get('topic')).toBe(phone.headers[0]?.get('topic') ?? 'none');
  expect(own.received).toHaveLength(1);
});

test('a device whose page is looked at is not told, the person’s other devices are', async () => {
  const laptop = await world.server.login('ali');
  const [phone, own] = [await world.device(ali), await world.device(laptop)];
  const socket = await world.server.connect(laptop.token);
  await socket.request('presence.set', { active: true });
  await world.send(sara, chatId, 'سلام');
  await world.told();
  expect([linesOf(phone), linesOf(own)]).toEqual([['سارا | سلام'], []]);
  await socket.request('presence.set', { active: false });
  await world.send(sara, chatId, 'هستی؟');
  await world.told();
  expect(linesOf(own)).toEqual(['سارا (۲) | هستی؟']);
  socket.close();
});

test('a reaction to one’s own message is told quietly, one that was taken back is not', async () => {
  const browser = await world.device(ali, { language: 'en' });
  const seq = await world.send(ali, chatId, 'Good news');
  const react = (emojis: string[]) =>
    sara.put(`/api/chats/${chatId}/messages/${seq}/reactions`, { emojis });
  await react(['❤️']);
  await react([]);
  await world.told();
  expect(browser.received).toEqual([]);
  await react(['👍']);
  await world.told();
  expect(linesOf(browser)).toEqual([
    'سارا | \u2068سارا\u2069 reacted 👍 to your message: Good news',
  ]);
  expect(browser.headers[0]?.get('urgency')).toBe('low');
  await ali.patch('/api/push/settings', { reactions: false });
  await react(['🎉']);
  await world.told();
  expect(browser.received).toHaveLength(1);
});

test('who is added to a group by a contact is told who did it', async () => {
  const browser = await world.device(ali);
  const own = await world.device(sara);
  await world.send(ali, chatId, 'سلام');
  await world.group(sara, 'دوستان', ali);
  await world.told();
  expect(linesOf(browser)).toEqual(['دوستان | سارا شما را به گروه افزود']);
  expect(linesOf(own)).toEqual(['علی | سلام']);
});

test('a subscription that its service knows no more is deleted, by 404 and 410', async () => {
  for (const status of [404, 410]) {
    const device = await world.server.login('ali');
    const browser = await world.device(device);
    world.service.behave({ status }, browser);
    await world.send(sara, chatId, 'سلام');
    await world.told();
    expect(
      await world.db.read(world.db.pushSubscriptions.ofSession(device.sessionId)),
    ).toBeUndefined();
  }
  expect(await waiting()).toEqual([]);
});

test('a push that is too large for its service is sent again without words', async () => {
  const browser = await world.device(ali);
  world.service.behave({ status: 413 }, browser);
  await world.send(sara, chatId, 'بلند');
  await world.told();
  expect(world.service.calls).toHaveLength(2);
  expect(await waiting()).toEqual([]);
  expect(await world.db.read(world.db.pushSubscriptions.ofSession(ali.sessionId))).toBeDefined();
});

test('a service that asks for a pause gets it, and then one push with what is unread by then', async () => {
  const browser = await world.device(ali);
  world.service.behave({ status: 429, headers: { 'retry-after': '600' } });
  await world.send(sara, chatId, 'یک');
  await world.told();
  await world.send(sara, chatId, 'دو');
  await world.told();
  expect([world.service.calls.length, (await waiting()).length]).toEqual([1, 1]);
  const metrics: string = (await world.server.ask('GET', '/metrics')).body;
  expect(metrics).toContain('payambar_pushes_total{result="later"} 2');
  world.service.behave({ status: 201 });
  world.skip(601_000);
  await until(() => linesOf(browser), ['سارا (۲) | دو']);
  await until(waiting, []);
});

test.each([
  ['fails', { status: 503 }],
  ['says nothing', 'hang'],
] as const)(
  'a service that %s is asked ever more seldom, and another is not held up',
  async (_, behaviour) => {
    const browser = await world.device(ali);
    const other = await world.device(await world.server.login('ali'), {
      endpoint: 'https://fcm.googleapis.com/fcm/send/other',
    });
    world.service.behave(behaviour, browser);
    await world.send(sara, chatId, 'یک');
    await world.told();
    expect(linesOf(other)).toEqual(['سارا | یک']);
    const asked = () => world.service.calls.filter((path) => path.startsWith('/wpush')).length;
    expect(asked()).toBe(1);
    for (const [seconds, count] of [
      [16, 2],
      [16, 2],
      [16, 3],
    ] as const) {
      world.skip(seconds * 1000);
      await retried();
      await until(asked, count);
    }
    world.service.behave({ status: 201 }, browser);
    world.skip(3_600_000);
    await until(() => linesOf(browser), ['سارا | یک']);
    expect(other.received).toHaveLength(1);
  },
);

test('a redirect is not followed', async () => {
  const browser = await world.device(ali);
  let visits = 0;
  const inner = Bun.serve({ port: 0, fetch: () => new Response(String(visits++)) });
  const location = `http://127.0.0.1:${inner.port}/`;
  for (const status of [301, 307]) {
    world.service.behave({ status, headers: { location } }, browser);
    await world.send(sara, chatId, 'سلام');
    await world.told();
  }
  expect([visits, world.service.calls.length, await waiting()]).toEqual([0, 2, []]);
  await inner.stop(true);
});

test('what a service did not take for a day is no news any more', async () => {
  const browser = await world.device(ali);
  world.service.behave({ status: 503 }, browser);
  await world.send(sara, chatId, 'کهنه');
  await world.told();
  world.service.behave({ status: 201 }, browser);
  world.skip(25 * 3_600_000);
  await until(waiting, []);
  expect(browser.received).toEqual([]);
});

test('a restart forgets nothing: neither what was not told yet nor what was not taken', async () => {
  const browser = await world.device(ali);
  const { dataDir } = world.server;
  world.service.behave({ status: 503 }, browser);
  await world.send(sara, chatId, 'یک');
  await world.told();
  await world.send(sara, chatId, 'دو');
  await world.server.stopKeeping();
  const again = await startPushWorld({ dataDir });
  again.service.adopt(browser);
  again.skip(40_000);
  await until(() => linesOf(browser).at(-1), 'سارا (۲) | دو');
  await again.stop();
});

test('a clock that was a month ahead keeps nothing waiting for a month', async () => {
  const browser = await world.device(ali);
  await world.server.stopKeeping();
  const month = 30 * 24 * 3_600_000;
  const { dataDir } = world.server;
  const ahead = await startPushWorld({ dataDir });
  ahead.service.behave('hang');
  ahead.skip(month);
  const again = await ahead.server.login('sara');
  await ahead.send(again, chatId, 'از آینده');
  await ahead.server.stopKeeping();
  await ahead.service.stop();
  const right = await startPushWorld({ dataDir });
  right.service.adopt(browser);
  await until(() => linesOf(browser), ['سارا | از آینده']);
  await right.stop();
});

test('an administrator sees which services do not answer, until they do', async () => {
  const { db } = world;
  const row = { id: sara.user.id, role: 'admin', disabledAt: null, inviteQuota: null };
  await db.write(() => db.accounts.set(row));
  const away = async () => (await sara.get('/api/admin/overview')).body.pushUnreachable;
  expect(await away()).toEqual([]);
  const browser = await world.device(ali);
  world.service.behave('hang', browser);
  await world.send(sara, chatId, 'سلام');
  await world.told();
  await until(away, [new URL(browser.subscription.endpoint).origin]);
  world.service.behave({ status: 201 }, browser);
  world.skip(40_000);
  await until(away, []);
  await until(() => linesOf(browser), ['سارا | سلام']);
});

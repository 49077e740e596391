import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Draft } from '../../protocol/chats.ts';
import {
  chatOf,
  closeAll,
  connectAll,
  cursorOf,
  direct,
  drainEvents,
  makeFriends,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
  chatId = await makeFriends(cast.sara, cast.ali);
});
afterAll(() => cast.stop());

const write = (text: string | null, replyTo?: number, to = chatId) =>
  cast.sara.patch(`/api/chats/${to}/settings`, { draft: text === null ? null : { text, replyTo } });
const draftOf = async (of = chatId): Promise<Draft | null> =>
  (await chatOf(cast.sara, of)).settings.draft;

test('a draft follows the person to their other devices and to nobody else', async () => {
  const { server, sara, ali, reza } = cast;
  const cursor = cursorOf(await sync(sara));
  const sockets = await connectAll(server, sara, ali, reza);
  const [other, alis, rezas] = sockets;
  await write('سلام، فردا', 1);
  const [event] = await drainEvents(other, 'chat.changed');
  const draft = { text: 'سلام، فردا', replyTo: 1, at: expect.any(Number) };
  expect(event.body.chat.settings.draft).toEqual(draft);
  expect((await sync(sara, cursor)).chats[0]?.chat.settings.draft).toEqual(draft);
  // The premise: they hear what is said in the chat.
  await say(ali, chatId, 'هستی؟');
  expect((await drainEvents(alis, 'message.added')).length).toBe(1);
  expect(await drainEvents(alis, 'chat.changed')).toEqual([]);
  expect(await drainEvents(rezas)).toEqual([]);
  expect((await chatOf(ali, chatId)).settings.draft).toBeNull();
  closeAll(sockets);
});

test('of two devices that write, the later one at the server wins, and all end equal', async () => {
  const { server, sara } = cast;
  const sockets = await connectAll(server, sara, sara, sara);
  const [phone, laptop, watching] = sockets;
  const texts = Array.from({ length: 20 }, (_, n) => `نسخهٔ ${n}`);
  await Promise.all(
    texts.map((text, n) =>
      (n % 2 === 0 ? phone : laptop).request('chat.settings', { chatId, draft: { text } }),
    ),
  );
  const events = await drainEvents(watching, 'chat.changed');
  const lists = events.map(({ body }) => body.chat.memberRev);
  expect(lists).toEqual(lists.toSorted((a, b) => a - b));
  expect(new Set(lists).size).toBe(texts.length);
  expect(events.at(-1).body.chat.settings.draft).toEqual(await draftOf());
  closeAll(sockets);
});

test('an empty one is none, unless it answers a message', async () => {
  await write('', undefined);
  expect(await draftOf()).toBeNull();
  await write('', 1);
  expect(await draftOf()).toMatchObject({ text: '', replyTo: 1 });
  await write(null);
  expect(await draftOf()).toBeNull();
});

test('what cannot be a message cannot be a draft', async () => {
  for (const text of ['a\u0000b', '\ud83d', 'x'.repeat(4097)]) {
    const { status, body } = await write(text);
    expect([status, body.error.code]).toEqual([400, 'invalid']);
  }
});

test('sending takes the draft of that chat away in the same commit, and only that one', async () => {
  const { server, sara, ali, reza } = cast;
  const elsewhere = await makeFriends(sara, reza);
  await write('اینجا');
  await write('آنجا', undefined, elsewhere);
  const [other] = await connectAll(server, sara);
  await say(sara, chatId, 'اینجا');
  const [event] = await drainEvents(other, 'chat.changed');
  expect(event.body.chat).toMatchObject({ id: chatId, settings: { draft: null } });
  expect(event.body.chat.last.text).toBe('اینجا');
  expect(await draftOf()).toBeNull();
  expect(await draftOf(elsewhere)).toMatchObject({ text: 'آنجا' });
  // Without a draft a message changes nothing else, and another person's message removes no draft.
  const before = other.events.length;
  await say(sara, chatId, 'بی پیش‌نویس');
  await say(reza, elsewhere, 'از رضا');
  expect((await drainEvents(other)).slice(before).map(({ type }) => type)).toEqual([
    'message.added',
    'message.added',
  ]);
  expect(await draftOf(elsewhere)).toMatchObject({ text: 'آنجا' });
  expect((await chatOf(ali, chatId)).settings.draft).toBeNull();
  other.close();
});

test('a retry of a sent message leaves the draft that was begun since', async () => {
  const clientId = Bun.randomUUIDv7();
  const path = `/api/chats/${chatId}/messages`;
  expect((await cast.sara.post(path, { clientId, text: 'یک بار' })).status).toBe(201);
  await write('تازه');
  expect((await cast.sara.post(path, { clientId, text: 'یک بار' })).status).toBe(200);
  expect(await draftOf()).toMatchObject({ text: 'تازه' });
  await write(null);
});

test('a draft in a chat that is still empty tells the other side nothing', async () => {
  const { server } = cast;
  const nima = await server.register('nima');
  const fresh = await direct(cast.sara, nima);
  const [hers] = await connectAll(server, nima);
  await write('شاید', undefined, fresh);
  expect(await draftOf(fresh)).toMatchObject({ text: 'شاید' });
  expect(await drainEvents(hers)).toEqual([]);
  expect((await sync(nima)).chats).toEqual([]);
  hers.close();
});

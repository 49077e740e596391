import { expect, test } from 'bun:test';
import { LIMITS } from '../../../protocol/limits.ts';
import { HINT } from '../../../server/realtime/frames.ts';
import { settle } from './support/clock.ts';
import { Talk } from './support/talk.ts';
import { crash, readStored, texts, world } from './support/world.ts';

test('a device that signs in for the first time gets its chats and what is in them', async () => {
  const { chat, ali, online, clock } = await world();
  await chat.say(ali, 'سلام', 'خوبی؟');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  expect(texts(await readStored(client, chat))).toEqual(['سلام', 'خوبی؟']);
});

test('opening the app offline draws the last state without any request', async () => {
  const { server, chat, sara, ali, online, open, clock } = await world();
  await chat.say(ali, 'before');
  const first = await online();
  await clock.until(() => first.messenger.unread.get() === 1);
  crash(first);
  server.cut();
  const asked = server.requests.length;
  const second = open();
  await clock.until(() => second.messenger.chats.get()?.length === 1);
  expect(second.account.me.get()?.username).toBe(sara.username);
  expect(second.messenger.chats.get()?.[0]?.last?.text).toBe('before');
  expect(server.requests.length).toBe(asked);
});

test('an event that comes before what it follows is held back, and the gap is asked for', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  await chat.say(ali, 'one');
  await clock.until(() => client.messenger.unread.get() === 1);
  await server.unheard(() => chat.say(ali, 'two'));
  await chat.say(ali, 'three');
  await clock.advance(10);
  expect(texts(await readStored(client, chat))).toEqual(['one']);
  await clock.until(() => client.messenger.unread.get() === 3);
  expect(texts(await readStored(client, chat))).toEqual(['one', 'two', 'three']);
  expect(server.requests.filter(({ type }) => type === 'sync').length).toBe(1);
});

test('the hint of a node that has missed something makes a device ask once, for everything, and leaves nothing behind', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  await server.unheard(() => chat.say(ali, 'missed'));
  const [socket] = server.sockets;
  for (let i = 0; i < 3; i++) socket?.deliver(JSON.parse(HINT));
  await clock.until(() => client.messenger.unread.get() === 1);
  await clock.advance(5000);
  expect(texts(await readStored(client, chat))).toEqual(['missed']);
  expect(client.messenger.chats.get()?.length).toBe(1);
  expect(server.requests.filter(({ type }) => type === 'sync').length).toBe(1);
});

test('events that only overtook each other need no sync', async () => {
  const { server, chat, ali, sara, online, clock } = await world();
  await chat.say(ali, 'zero');
  const client = await online();
  server.hold(true);
  await chat.say(ali, 'one', 'two');
  await settle();
  const [socket] = server.sockets;
  socket?.turnRound();
  server.hold(false);
  await clock.until(() => client.messenger.unread.get() === 3);
  await clock.advance(1000);
  expect(texts(await readStored(client, chat))).toEqual(['zero', 'one', 'two']);
  expect(server.requests.filter(({ type }) => type === 'sync')).toEqual([]);
  expect((await chat.seenBy(sara)).unread).toBe(3);
});

test('hearing everything twice changes nothing', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  const [socket] = server.sockets;
  const heard: object[] = [];
  server.heard = (_, frame) => heard.push(frame);
  await chat.say(ali, 'once');
  await clock.until(() => client.messenger.unread.get() === 1);
  expect(heard[0]).toMatchObject({ type: 'message.added', chat: chat.id, rev: chat.rev });
  for (let i = 0; i < 3; i++) for (const frame of [...heard]) socket?.deliver(frame);
  await clock.advance(1000);
  expect(texts(await readStored(client, chat))).toEqual(['once']);
  expect(client.messenger.unread.get()).toBe(1);
});

test('a first message of a stranger brings the chat with it', async () => {
  const { server, reza, sara, online, clock } = await world();
  const client = await online();
  await clock.until(() => client.messenger.chats.get()?.length === 1);
  await clock.advance(1000);
  const fresh = await Talk.request(server, reza, sara);
  await fresh.say(reza, 'سلام سارا');
  await clock.until(() => client.messenger.chats.get()?.length === 2);
  const [newest] = client.messenger.chats.get() ?? [];
  expect(newest?.peer?.username).toBe(reza.username);
  expect(newest?.unread).toBe(1);
});

test('a chat that one is no longer in is forgotten with its messages', async () => {
  const { server, chat, ali, sara, online, clock } = await world();
  const group = await Talk.group(server, ali, sara);
  await chat.say(ali, 'stays');
  await group.say(ali, 'gone soon');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  await group.ask(ali, 'member.remove', { userId: sara.id });
  await clock.until(() => client.messenger.chats.get()?.length === 1);
  expect(await readStored(client, group)).toEqual([]);
  expect(texts(await readStored(client, chat))).toEqual(['stays']);
});

test('a change of a message reaches the row and the list', async () => {
  const { chat, ali, online, clock } = await world();
  await chat.say(ali, 'wrong');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 1);
  await chat.edit(ali, 1, 'right');
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'right');
  expect(texts(await readStored(client, chat))).toEqual(['right']);
});

test('many pages of chats arrive whole, and what comes meanwhile too', async () => {
  const { server, ali, sara, chat, open, clock } = await world();
  // Two of them fill a page.
  const long = Array.from({ length: LIMITS.syncHead }, () => 'س'.repeat(LIMITS.text));
  const chats = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const one = await Talk.group(server, ali, sara);
      await one.say(ali, ...long);
      return one;
    }),
  );
  const client = open();
  await clock.until(() => server.requests.some(({ type }) => type === 'sync'));
  await chat.say(ali, 'meanwhile');
  await clock.until(() => client.messenger.unread.get() === 6 * long.length + 1);
  expect(client.messenger.chats.get()?.length).toBe(7);
  for (const one of chats) expect((await readStored(client, one)).length).toBe(long.length);
});

test('one that has come further since its restore is believed too; what was to be sent goes out', async () => {
  const { server, chat, ali, online, clock } = await world();
  await chat.say(ali, 'kept');
  const restore = server.backup();
  await chat.say(ali, 'lost');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  server.cut();
  await client.messenger.send(chat.id, 'waiting');
  await restore({ epoch: true });
  await chat.say(ali, 'new life', 'goes on');
  server.reachable = true;
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'waiting');
  await clock.until(() => chat.messages.length === 4);
  const held = texts(await readStored(client, chat));
  expect(held).not.toContain('lost');
  expect(held).toContain('goes on');
});

test('a server that was restored from a backup is believed', async () => {
  const { server, chat, ali, online, clock } = await world();
  await chat.say(ali, 'kept');
  const restore = server.backup();
  await chat.say(ali, 'lost', 'lost too', 'and this');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 4);
  server.cut();
  // It was done by hand, so no epoch begins: the device has come further than the server.
  await restore({ epoch: false });
  await chat.say(ali, 'new life', 'goes on');
  server.reachable = true;
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'goes on');
  expect(texts(await readStored(client, chat))).toEqual(['kept', 'new life', 'goes on']);
});

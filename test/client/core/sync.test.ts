import { expect, test } from 'bun:test';
import type { Event } from '../../../protocol/down.ts';
import { nextEpoch } from '../../../protocol/epoch.ts';
import { crash, say, stored, texts, world } from './support/world.ts';

test('a device that signs in for the first time gets its chats and what is in them', async () => {
  const { server, chat, ali, online, clock } = world();
  say(server, chat, ali, 'سلام', 'خوبی؟');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  expect(texts(await stored(client, chat))).toEqual(['سلام', 'خوبی؟']);
});

test('opening the app offline draws the last state without any request', async () => {
  const { server, chat, ali, online, open, clock } = world();
  say(server, chat, ali, 'before');
  const first = await online();
  await clock.until(() => first.messenger.unread.get() === 1);
  crash(first);
  server.cut();
  const asked = server.requests.length;
  const second = open();
  await clock.until(() => second.messenger.chats.get()?.length === 1);
  expect(second.account.me.get()?.username).toBe('sara');
  expect(second.messenger.chats.get()?.[0]?.last?.text).toBe('before');
  expect(server.requests.length).toBe(asked);
});

test('an event that comes before what it follows is held back, and the gap is asked for', async () => {
  const { server, chat, ali, online, clock } = world();
  const client = await online();
  say(server, chat, ali, 'one');
  await clock.until(() => client.messenger.unread.get() === 1);
  chat.add(ali.id, '00000000-0000-7000-8000-00000000aaaa', 'two', clock.now());
  say(server, chat, ali, 'three');
  await clock.advance(10);
  expect(texts(await stored(client, chat))).toEqual(['one']);
  await clock.until(() => client.messenger.unread.get() === 3);
  expect(texts(await stored(client, chat))).toEqual(['one', 'two', 'three']);
  expect(server.requests.filter(({ type }) => type === 'sync').length).toBe(1);
});

test('events that only overtook each other need no sync', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  say(server, chat, ali, 'zero');
  const client = await online();
  const [socket] = server.sockets;
  const tell = (text: string, id: string): Event => {
    const message = chat.add(ali.id, id, text, clock.now());
    return { type: 'message.added', chat: chat.id, rev: chat.rev, body: { message } };
  };
  const one = tell('one', '00000000-0000-7000-8000-00000000aaaa');
  const two = tell('two', '00000000-0000-7000-8000-00000000bbbb');
  socket?.deliver(two);
  socket?.deliver(one);
  await clock.until(() => client.messenger.unread.get() === 3);
  await clock.advance(1000);
  expect(texts(await stored(client, chat))).toEqual(['zero', 'one', 'two']);
  expect(server.requests.filter(({ type }) => type === 'sync')).toEqual([]);
  expect(chat.view(sara.id).unread).toBe(3);
});

test('hearing everything twice changes nothing', async () => {
  const { server, chat, ali, online, clock } = world();
  const client = await online();
  const [socket] = server.sockets;
  const message = server.say(chat, ali, 'once');
  await clock.until(() => client.messenger.unread.get() === 1);
  const event = { type: 'message.added', chat: chat.id, rev: chat.rev, body: { message } };
  for (let i = 0; i < 3; i++) socket?.deliver(event);
  await clock.advance(1000);
  expect(texts(await stored(client, chat))).toEqual(['once']);
  expect(client.messenger.unread.get()).toBe(1);
});

test('a first message of a stranger brings the chat with it', async () => {
  const { server, reza, sara, online, clock } = world();
  const client = await online();
  await clock.until(() => client.messenger.chats.get()?.length === 1);
  await clock.advance(1000);
  const fresh = server.addChat(sara, reza);
  say(server, fresh, reza, 'سلام سارا');
  await clock.until(() => client.messenger.chats.get()?.length === 2);
  const [newest] = client.messenger.chats.get() ?? [];
  expect(newest?.peer?.username).toBe('reza');
  expect(newest?.unread).toBe(1);
});

test('a chat that one is no longer in is forgotten with its messages', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  say(server, chat, ali, 'gone soon');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 1);
  const [socket] = server.sockets;
  chat.members.delete(sara.id);
  socket?.deliver({ type: 'chat.gone', body: { chatId: chat.id, list: 2 } });
  await clock.until(() => client.messenger.chats.get()?.length === 0);
  expect(await stored(client, chat)).toEqual([]);
});

test('a change of a message reaches the row and the list', async () => {
  const { server, chat, ali, online, clock } = world();
  say(server, chat, ali, 'wrong');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 1);
  server.edit(chat, 1, 'right');
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'right');
  expect(texts(await stored(client, chat))).toEqual(['right']);
});

test('many pages of chats arrive whole, and what comes meanwhile too', async () => {
  const { server, ali, sara, chat, open, clock } = world();
  server.pageSize = 3;
  const chats = Array.from({ length: 10 }, () => server.addChat(sara, ali));
  for (const one of chats) say(server, one, ali, 'x');
  const client = open();
  await clock.until(() => server.requests.some(({ type }) => type === 'sync'));
  say(server, chat, ali, 'meanwhile');
  await clock.until(() => client.messenger.unread.get() === 11);
  expect(client.messenger.chats.get()?.length).toBe(11);
});

test('one that has come further since its restore is believed too; what was to be sent goes out', async () => {
  const { server, chat, ali, online, clock } = world();
  say(server, chat, ali, 'kept', 'lost');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  server.cut();
  await client.messenger.send(chat.id, 'waiting');
  chat.messages.pop();
  chat.rev = nextEpoch(1, clock.now());
  server.say(chat, ali, 'new life');
  server.say(chat, ali, 'goes on');
  server.reachable = true;
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'waiting');
  await clock.until(() => chat.messages.length === 4);
  const held = texts(await stored(client, chat));
  expect(held).not.toContain('lost');
  expect(held).toContain('goes on');
});

test('a server that was restored from a backup is believed', async () => {
  const { server, chat, ali, online, clock } = world();
  say(server, chat, ali, 'kept', 'lost');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  server.cut();
  chat.messages.pop();
  chat.rev = 1;
  chat.marks = 0;
  server.say(chat, ali, 'new life');
  chat.add(ali.id, '00000000-0000-7000-8000-00000000cccc', 'goes on', clock.now());
  chat.rev = 1;
  server.reachable = true;
  await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'goes on');
  expect(texts(await stored(client, chat))).toEqual(['kept', 'new life', 'goes on']);
});

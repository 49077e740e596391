import { expect, test } from 'bun:test';
import { FakeBrowser } from './support/browser.ts';
import { settle } from './support/clock.ts';
import type { ServerChat } from './support/server-chat.ts';
import { type Client, isOnline, openTab, say, stored, texts, world } from './support/world.ts';

const rowOf = ({ messenger }: Client, chat: ServerChat) =>
  messenger.chats.get()?.find((row) => row.chat.id === chat.id);

test('a text that waits for a group from which one is put out is kept, with its reason', async () => {
  const { server, clock, sara, ali, reza, online } = world();
  const group = server.addGroup('Trip', reza, sara, ali);
  say(server, group, reza, 'hello', 'there');
  const client = await online();
  await clock.advance(100);
  server.cut();
  await clock.advance(10);
  await client.messenger.send(group.id, 'see you');
  server.expel(group, sara);
  server.reachable = true;
  await clock.until(() => client.messenger.session.get()?.model.outbox[0]?.state === 'failed');
  await clock.advance(1000);
  expect(await stored(client, group)).toEqual([]);
  expect(rowOf(client, group)?.last).toMatchObject({ text: 'see you', error: 'not_found' });
  const [row] = client.messenger.session.get()?.model.outbox ?? [];
  expect(await client.messenger.discard(row?.clientId ?? '')).toEqual({ text: 'see you' });
  await settle();
  expect(rowOf(client, group)).toBeUndefined();
});

test('whoever is put out holds nothing of the group, and who stays does', async () => {
  const { server, clock, sara, ali, reza, online } = world();
  const group = server.addGroup('Trip', reza, sara, ali);
  say(server, group, reza, 'hello');
  const client = await online();
  await clock.advance(100);
  const other = openTab(new FakeBrowser(clock, server, ali.id));
  await clock.until(() => isOnline(other));
  expect(texts(await stored(client, group))).toEqual(['hello']);
  server.expel(group, sara);
  server.say(group, reza, 'without her');
  await clock.advance(1000);
  expect(await stored(client, group)).toEqual([]);
  expect(texts(await stored(other, group))).toContain('without her');
  expect(rowOf(other, group)?.chat.memberCount).toBe(2);
});

test('a draft follows to the other device, and the newer one stays', async () => {
  const { server, clock, chat, sara, browser } = world();
  const second = openTab(new FakeBrowser(clock, server, sara.id));
  await clock.until(() => isOnline(second));
  const first = openTab(browser);
  await clock.until(() => isOnline(first));
  first.messenger.setDraft(chat.id, 'half a th');
  first.messenger.setDraft(chat.id, 'half a thought');
  await clock.until(() => rowOf(second, chat)?.draft === 'half a thought');
  expect(server.requests.filter(({ type }) => type === 'chat.own').length).toBe(1);
  server.cut();
  await clock.advance(100);
  first.messenger.setDraft(chat.id, 'older');
  await clock.advance(60_000);
  second.messenger.setDraft(chat.id, 'newer');
  server.reachable = true;
  for (const { messenger } of [first, second]) messenger.reconnect();
  await clock.until(() => isOnline(first) && isOnline(second));
  await clock.advance(30_000);
  for (const client of [first, second]) expect(rowOf(client, chat)?.draft).toBe('newer');
  second.messenger.setDraft(chat.id, '');
  await clock.until(() => rowOf(first, chat)?.draft === '');
});

test('the answer that a draft is goes with it, also without a word', async () => {
  const { server, clock, chat, ali, sara, browser } = world();
  say(server, chat, ali, 'one', 'two');
  const second = openTab(new FakeBrowser(clock, server, sara.id));
  const first = openTab(browser);
  await clock.until(() => isOnline(first) && isOnline(second));
  const told = () => second.messenger.draft(chat.id);
  first.messenger.setDraft(chat.id, '', 2);
  await clock.until(() => chat.members.get(sara.id)?.own.draft?.replyTo === 2);
  await clock.advance(100);
  expect(await told()).toMatchObject({ text: '', replyTo: 2 });
  // The same words as an answer to another one are another draft.
  first.messenger.setDraft(chat.id, 'yes', 2);
  await clock.advance(10_000);
  first.messenger.setDraft(chat.id, 'yes', 1);
  await clock.advance(10_000);
  expect(await told()).toMatchObject({ text: 'yes', replyTo: 1 });
  expect(first.messenger.session.get()?.model.drafts.size).toBe(0);
  server.cut();
  await clock.advance(10);
  first.messenger.setDraft(chat.id, 'yes');
  await settle();
  const again = openTab(browser);
  await clock.until(() => again.messenger.chats.get() !== undefined);
  expect(await again.messenger.draft(chat.id)).toMatchObject({ text: 'yes', replyTo: undefined });
  server.reachable = true;
  for (const { messenger } of [first, second]) messenger.reconnect();
  await clock.until(() => isOnline(first) && isOnline(second));
  await clock.advance(30_000);
  expect((await told()).replyTo).toBeUndefined();
  expect((await told()).text).toBe('yes');
});

test('a message that cannot be fetched now is not said to be gone', async () => {
  const { server, clock, chat, ali, online } = world();
  say(server, chat, ali, ...Array.from({ length: 200 }, (_, i) => `${i}`));
  const client = await online();
  await clock.advance(100);
  const ask = () => client.messenger.actions.message(chat.id, 5);
  server.cut();
  await clock.advance(10);
  await expect(ask()).rejects.toMatchObject({ code: 'offline' });
  server.reachable = true;
  client.messenger.reconnect();
  await clock.until(() => isOnline(client));
  expect(await ask()).toMatchObject({ text: '4' });
  expect(await client.messenger.actions.message(chat.id, 500)).toBeNull();
});

test('pinned chats come first in their order; muted ones do not count', async () => {
  const { server, clock, sara, ali, chat, online } = world();
  const [old, older] = [server.addChat(sara, ali), server.addChat(sara, ali)];
  for (const one of [older, old, chat]) {
    await clock.advance(1000);
    say(server, one, ali, 'hello');
  }
  const client = await online();
  await clock.advance(100);
  const order = () => client.messenger.chats.get()?.map((row) => row.chat.id);
  expect(order()).toEqual([chat.id, old.id, older.id]);
  await client.messenger.actions.setChatSettings(older.id, { pinned: 1 });
  await client.messenger.actions.setChatSettings(old.id, { pinned: 2 });
  await settle();
  expect(order()).toEqual([older.id, old.id, chat.id]);
  expect(client.messenger.unread.get()).toBe(3);
  await client.messenger.actions.setChatSettings(chat.id, { mutedUntil: Number.MAX_SAFE_INTEGER });
  await clock.advance(1000);
  expect(client.messenger.unread.get()).toBe(2);
  expect(chat.view(sara.id).own.mutedUntil).toBe(Number.MAX_SAFE_INTEGER);
  expect(order()).toEqual([older.id, old.id, chat.id]);
});

test('a cleared chat is empty here, at the other device, and in a search', async () => {
  const { server, clock, sara, ali, chat, online } = world();
  say(server, chat, ali, 'one', 'two');
  const client = await online();
  await clock.advance(100);
  const before = await client.messenger.search('two', null, null);
  expect(before.hits).toEqual([]);
  server.cut();
  await clock.advance(10);
  expect((await client.messenger.search('two', null, null)).hits.length).toBe(1);
  await client.messenger.actions.clear(chat.id, false);
  await settle();
  expect(rowOf(client, chat)?.last).toBeNull();
  expect((await client.messenger.search('two', null, null)).hits).toEqual([]);
  server.reachable = true;
  await clock.until(() => chat.view(sara.id).own.cleared === 2);
  await clock.advance(1000);
  expect(await stored(client, chat)).toEqual([]);
  say(server, chat, ali, 'three');
  await clock.advance(1000);
  expect(texts(await stored(client, chat))).toEqual(['three']);
});

test('a deleted chat leaves the list and returns with the next message, without what was cleared', async () => {
  const { server, clock, sara, ali, chat, online } = world();
  say(server, chat, ali, 'one');
  const client = await online();
  await clock.advance(100);
  expect(rowOf(client, chat)).toBeDefined();
  await client.messenger.actions.clear(chat.id, true);
  await settle();
  expect(rowOf(client, chat)).toBeUndefined();
  await clock.until(() => !chat.lists(sara.id));
  await clock.advance(1000);
  expect(rowOf(client, chat)).toBeUndefined();
  say(server, chat, ali, 'again');
  await clock.until(() => rowOf(client, chat)?.last?.text === 'again');
  expect(texts(await stored(client, chat))).toEqual(['again']);
});

test('ticks of a group say that somebody has read it', async () => {
  const { server, clock, sara, ali, reza, online } = world();
  const group = server.addGroup('Trip', reza, sara, ali);
  const client = await online();
  await clock.advance(100);
  await client.messenger.send(group.id, 'who comes?');
  await clock.until(() => group.lastSeq === 1);
  await clock.advance(100);
  expect(rowOf(client, group)?.last?.state).toBe('sent');
  server.mark(group, ali, { delivered: 1, read: 1 });
  await clock.advance(100);
  expect(rowOf(client, group)?.last?.state).toBe('read');
});

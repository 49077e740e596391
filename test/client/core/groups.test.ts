import { expect, test } from 'bun:test';
import { settle } from './support/clock.ts';
import { Talk } from './support/talk.ts';
import { type Client, isOnline, openTab, readStored, texts, world } from './support/world.ts';

const rowOf = ({ messenger }: Client, chat: Talk) =>
  messenger.chats.get()?.find((row) => row.chat.id === chat.id);

test('a text that waits for a group from which one is put out is kept, with its reason', async () => {
  const { server, clock, sara, ali, reza, online } = await world();
  const group = await Talk.group(server, reza, sara, ali);
  await group.say(reza, 'hello', 'there');
  const client = await online();
  await clock.advance(100);
  server.cut();
  await clock.advance(10);
  await client.messenger.send(group.id, 'see you');
  await server.ask(reza.id, 'member.remove', { chatId: group.id, userId: sara.id });
  server.reachable = true;
  await clock.until(() => client.messenger.session.get()?.model.outbox[0]?.state === 'failed');
  await clock.advance(1000);
  expect(await readStored(client, group)).toEqual([]);
  expect(rowOf(client, group)?.last).toMatchObject({ text: 'see you', error: 'not_found' });
  const [row] = client.messenger.session.get()?.model.outbox ?? [];
  expect(await client.messenger.discard(row?.clientId ?? '')).toEqual({ text: 'see you' });
  await settle();
  expect(rowOf(client, group)).toBeUndefined();
});

test('whoever is put out holds nothing of the group, and who stays does', async () => {
  const { server, clock, sara, ali, reza, online } = await world();
  const group = await Talk.group(server, reza, sara, ali);
  await group.say(reza, 'hello');
  const client = await online();
  await clock.advance(100);
  const other = await online(await server.browser(ali));
  // The first says that the group was made.
  expect(texts(await readStored(client, group))).toEqual(['', 'hello']);
  await server.ask(reza.id, 'member.remove', { chatId: group.id, userId: sara.id });
  await group.say(reza, 'without her');
  await clock.advance(1000);
  expect(await readStored(client, group)).toEqual([]);
  expect(texts(await readStored(other, group))).toContain('without her');
  expect(rowOf(other, group)?.chat.memberCount).toBe(2);
});

test('a draft follows to the other device, and the newer one stays', async () => {
  const { server, clock, chat, sara, online } = await world();
  const second = await online(await server.browser(sara));
  const first = await online();
  void first.messenger.setDraft(chat.id, 'half a th');
  void first.messenger.setDraft(chat.id, 'half a thought');
  await clock.until(() => rowOf(second, chat)?.draft === 'half a thought');
  expect(server.requests.filter(({ type }) => type === 'chat.settings').length).toBe(1);
  server.cut();
  await clock.advance(100);
  void first.messenger.setDraft(chat.id, 'older');
  await clock.advance(60_000);
  void second.messenger.setDraft(chat.id, 'newer');
  server.reachable = true;
  for (const { messenger } of [first, second]) messenger.reconnect();
  await clock.until(() => isOnline(first) && isOnline(second));
  await clock.advance(30_000);
  for (const client of [first, second]) expect(rowOf(client, chat)?.draft).toBe('newer');
  void second.messenger.setDraft(chat.id, '');
  await clock.until(() => rowOf(first, chat)?.draft === '');
});

test('the answer that a draft is goes with it, also without a word', async () => {
  const { server, clock, chat, ali, sara, browser, online } = await world();
  await chat.say(ali, 'one', 'two');
  const second = await online(await server.browser(sara));
  const first = await online();
  const readDraft = () => second.messenger.readDraft(chat.id);
  void first.messenger.setDraft(chat.id, '', 2);
  await clock.until(() => chat.member(sara)?.draft?.replyTo === 2);
  await clock.advance(100);
  expect(await readDraft()).toMatchObject({ text: '', replyTo: 2 });
  // The same words as an answer to another one are another draft.
  void first.messenger.setDraft(chat.id, 'yes', 2);
  await clock.advance(10_000);
  void first.messenger.setDraft(chat.id, 'yes', 1);
  await clock.advance(10_000);
  expect(await readDraft()).toMatchObject({ text: 'yes', replyTo: 1 });
  expect(first.messenger.session.get()?.model.drafts.size).toBe(0);
  server.cut();
  await clock.advance(10);
  void first.messenger.setDraft(chat.id, 'yes');
  await settle();
  const again = openTab(browser);
  await clock.until(() => again.messenger.chats.get() !== undefined);
  expect(await again.messenger.readDraft(chat.id)).toMatchObject({
    text: 'yes',
    replyTo: undefined,
  });
  server.reachable = true;
  for (const { messenger } of [first, second]) messenger.reconnect();
  await clock.until(() => isOnline(first) && isOnline(second));
  await clock.advance(30_000);
  expect((await readDraft()).replyTo).toBeUndefined();
  expect((await readDraft()).text).toBe('yes');
});

test('a message that cannot be fetched now is not said to be gone', async () => {
  const { server, clock, chat, ali, online } = await world();
  await chat.fill(ali, 200);
  const client = await online();
  await clock.advance(100);
  const ask = () => client.messenger.actions.findMessage(chat.id, 5);
  server.cut();
  await clock.advance(10);
  await expect(ask()).rejects.toMatchObject({ code: 'offline' });
  server.reachable = true;
  client.messenger.reconnect();
  await clock.until(() => isOnline(client));
  expect(await ask()).toMatchObject({ text: chat.messages[4]?.text });
  expect(await client.messenger.actions.findMessage(chat.id, 500)).toBeNull();
});

test('pinned chats come first in their order; muted ones do not count', async () => {
  const { server, person, clock, sara, ali, reza, chat, online } = await world();
  const mina = await person('mina');
  const [old, older] = [
    await Talk.direct(server, sara, reza),
    await Talk.direct(server, sara, mina),
  ];
  for (const [one, who] of [
    [older, mina],
    [old, reza],
    [chat, ali],
  ] as const) {
    await clock.advance(1000);
    await one.say(who, 'hello');
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
  expect((await chat.seenBy(sara)).settings.mutedUntil).toBe(Number.MAX_SAFE_INTEGER);
  expect(order()).toEqual([older.id, old.id, chat.id]);
});

test('a cleared chat is empty here, at the other device, and in a search', async () => {
  const { server, clock, sara, ali, chat, online } = await world();
  await chat.say(ali, 'one', 'two');
  const client = await online();
  await clock.advance(100);
  const before = await client.messenger.search('two', null, null);
  expect(before.hits.length).toBe(1);
  server.cut();
  await clock.advance(10);
  expect((await client.messenger.search('two', null, null)).hits.length).toBe(1);
  await client.messenger.actions.clear(chat.id, false);
  await settle();
  expect(rowOf(client, chat)?.last).toBeNull();
  expect((await client.messenger.search('two', null, null)).hits).toEqual([]);
  server.reachable = true;
  await clock.until(() => chat.member(sara)?.cleared === 2);
  await clock.advance(1000);
  expect(await readStored(client, chat)).toEqual([]);
  await chat.say(ali, 'three');
  await clock.advance(1000);
  expect(texts(await readStored(client, chat))).toEqual(['three']);
});

test('a deleted chat leaves the list and returns with the next message, without what was cleared', async () => {
  const { clock, sara, ali, chat, online } = await world();
  await chat.say(ali, 'one');
  const client = await online();
  await clock.advance(100);
  expect(rowOf(client, chat)).toBeDefined();
  await client.messenger.actions.clear(chat.id, true);
  await settle();
  expect(rowOf(client, chat)).toBeUndefined();
  await clock.until(() => chat.member(sara)?.removed === 1);
  await clock.advance(1000);
  expect(rowOf(client, chat)).toBeUndefined();
  await chat.say(ali, 'again');
  await clock.until(() => rowOf(client, chat)?.last?.text === 'again');
  expect(texts(await readStored(client, chat))).toEqual(['again']);
});

test('ticks of a group say that somebody has read it', async () => {
  const { server, clock, sara, ali, reza, online } = await world();
  const group = await Talk.group(server, reza, sara, ali);
  const client = await online();
  await clock.advance(100);
  await client.messenger.send(group.id, 'who comes?');
  await clock.until(() => group.lastSeq === 2);
  await clock.advance(100);
  expect(rowOf(client, group)?.last?.state).toBe('sent');
  await group.read(ali, 2);
  await clock.advance(100);
  expect(rowOf(client, group)?.last?.state).toBe('read');
});

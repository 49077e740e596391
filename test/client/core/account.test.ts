import { expect, test } from 'bun:test';
import { crash, isOnline, say, world } from './support/world.ts';

async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name }) => name ?? '');
}

test('signing out in one tab signs out all, and leaves nothing on the device', async () => {
  const { server, chat, ali, online, open, browser, clock } = world();
  say(server, chat, ali, 'secret');
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  expect(await databases()).toHaveLength(1);
  await first.account.logout();
  await clock.until(() => second.account.me.get() === null);
  expect(second.messenger.chats.get()).toBeUndefined();
  expect(second.messenger.connection.get().state).toBe('signed-out');
  // They know themselves why.
  expect([first.account.ended.get(), second.account.ended.get()]).toEqual([null, null]);
  await clock.advance(100);
  expect(await databases()).toEqual([]);
  expect([...browser.notes.keys()]).toEqual([]);
  expect(server.sockets.size).toBe(0);
});

test('signing out works offline, and the cookie does not sign in again', async () => {
  const { server, online, open, clock } = world();
  const first = await online();
  server.cut();
  const done = first.account.logout();
  await clock.advance(6000);
  await done;
  expect(first.account.me.get()).toBeNull();
  expect(await databases()).toEqual([]);
  crash(first);
  server.reachable = true;
  const second = open();
  await clock.until(() => second.account.me.get() === null);
  await clock.until(() => !server.sessionAlive);
  await clock.advance(60_000);
  expect(second.account.me.get()).toBeNull();
});

test('a session that was ended elsewhere ends here, and the device forgets', async () => {
  const { server, online, clock } = world();
  const client = await online();
  server.sessionAlive = false;
  for (const socket of server.sockets) socket.deliver({ type: 'session.ended', body: {} });
  await clock.until(() => client.account.me.get() === null);
  await clock.advance(100);
  expect(await databases()).toEqual([]);
  expect(client.account.ended.get()).toBe('unauthorized');
});

test('whose account was disabled is told so, in every tab and at the next start, until somebody signs in', async () => {
  const { server, online, open, clock } = world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  server.sessionAlive = false;
  server.endedBy = 'account_disabled';
  for (const socket of server.sockets) socket.deliver({ type: 'session.ended', body: {} });
  for (const { account } of [first, second])
    await clock.until(() => account.ended.get() === 'account_disabled');
  expect(await databases()).toEqual([]);
  const later = open();
  await clock.until(() => later.account.ended.get() === 'account_disabled');
  expect(later.account.me.get()).toBeNull();
  await later.account.login({ username: 'ali', password: 'correct horse' });
  expect(later.account.ended.get()).toBeNull();
});

test('a session that has expired shows nothing, and keeps what was not sent for its owner', async () => {
  const { server, chat, online, clock } = world();
  const client = await online();
  server.cut();
  await client.messenger.send(chat.id, 'written before');
  server.sessionAlive = false;
  server.reachable = true;
  await clock.until(() => client.account.me.get() === null);
  expect(client.messenger.chats.get()).toBeUndefined();
  await client.account.login({ username: 'sara', password: 'x' });
  await clock.until(() => chat.messages.length === 1);
  expect(chat.messages[0]?.text).toBe('written before');
});

test('the data of one person does not stay for the next one on the same device', async () => {
  const { server, ali, online, browser, clock } = world();
  const client = await online();
  server.sessionAlive = false;
  server.cut();
  server.reachable = true;
  await clock.until(() => client.account.me.get() === null);
  browser.userId = ali.id;
  await client.account.login({ username: 'ali', password: 'x' });
  await clock.until(() => isOnline(client));
  expect(client.account.me.get()?.username).toBe('ali');
  expect(await databases()).toEqual([`payambar-${ali.id}`]);
});

test('without any local state and without a network the sign-in page stands, until there is one', async () => {
  const { server, open, clock } = world();
  server.cut();
  const client = open();
  await clock.until(() => client.account.me.get() === null);
  server.reachable = true;
  client.tab.happen('online');
  await clock.until(() => client.account.me.get()?.username === 'sara');
});

import { expect, test } from 'bun:test';
import { SessionAccount } from '../../../client/account/account.ts';
import { createHttp } from '../../../client/core/http.ts';
import { PASSWORD } from './support/real-server.ts';
import { crash, isOnline, world } from './support/world.ts';

async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name }) => name ?? '');
}

test('signing out in one tab signs out all, and leaves nothing on the device', async () => {
  const { server, chat, ali, online, open, browser, clock } = await world();
  await chat.say(ali, 'secret');
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  expect(await databases()).toHaveLength(1);
  await first.account.logout();
  await clock.until(() => second.account.me.get() === null);
  expect(second.messenger.chats.get()).toBeUndefined();
  expect(second.messenger.connection.get().state).toBe('signed-out');
  // The person ended it, so no reason is shown.
  expect([first.account.ended.get(), second.account.ended.get()]).toEqual([null, null]);
  await clock.advance(100);
  expect(await databases()).toEqual([]);
  expect([...browser.storage.keys()]).toEqual([]);
  expect(server.sockets.length).toBe(0);
});

test('a sign-out that is heard of twice forgets nothing before all is closed', async () => {
  const { browser, sara, clock } = await world();
  browser.use();
  const steps: string[] = [];
  const env = { ...browser.tab().env, clearCaches: async () => void steps.push('forgot') };
  const http = createHttp(env, () => {});
  const closed = Promise.withResolvers<void>();
  const close = async (): Promise<void> => {
    steps.push('closing');
    await closed.promise;
    steps.push('closed');
  };
  const account = new SessionAccount(env, http, {
    ...{ open: async () => undefined, know: async () => {} },
    // Whoever comes second finds nothing that is open.
    close: () => (steps.length === 0 ? close() : Promise.resolve()),
  });
  await account.login({ username: sara.username, password: PASSWORD });
  const done = Promise.all([account.logout(), account.handleSignedOut(true)]);
  await clock.advance(100);
  expect(steps).toEqual(['closing']);
  closed.resolve();
  await done;
  expect(steps).toEqual(['closing', 'closed', 'forgot', 'forgot']);
});

test('signing out works offline, and the cookie does not sign in again', async () => {
  const { server, sara, online, open, clock } = await world();
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
  await clock.until(() => server.sessionsOf(sara).length === 0);
  await clock.advance(60_000);
  expect(second.account.me.get()).toBeNull();
});

test('a session that was ended elsewhere ends here, and the device forgets', async () => {
  for (const heard of ['the event', 'the close'] as const) {
    const { server, sara, online, clock } = await world();
    const client = await online();
    const end = () => server.call(sara.id, 'DELETE', '/api/sessions', {});
    server.hidesReasons = heard === 'the event';
    await (heard === 'the event' ? end() : server.unheard(end));
    await clock.until(() => client.account.me.get() === null);
    await clock.advance(100);
    expect(await databases()).toEqual([]);
    expect(client.account.ended.get()).toBe('unauthorized');
  }
});

test('whose account was disabled is told so, in every tab and at the next start, until somebody signs in', async () => {
  const { server, person, sara, ali, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  const admin = await person('root', 'admin');
  await server.call(admin.id, 'PATCH', `/api/admin/users/${sara.id}`, { disabled: true });
  for (const { account } of [first, second])
    await clock.until(() => account.ended.get() === 'account_disabled');
  expect(await databases()).toEqual([]);
  const later = open();
  await clock.until(() => later.account.ended.get() === 'account_disabled');
  expect(later.account.me.get()).toBeNull();
  await later.account.login({ username: ali.username, password: PASSWORD });
  expect(later.account.ended.get()).toBeNull();
});

test('a session that has expired shows nothing, and keeps what was not sent for its owner', async () => {
  const { server, sara, chat, online, clock } = await world();
  const client = await online();
  server.cut();
  await client.messenger.send(chat.id, 'written before');
  await server.expireSessions(sara);
  server.reachable = true;
  await clock.until(() => client.account.me.get() === null);
  expect(client.messenger.chats.get()).toBeUndefined();
  await client.account.login({ username: sara.username, password: PASSWORD });
  await clock.until(() => chat.messages.length === 1);
  expect(chat.messages[0]?.text).toBe('written before');
});

test('the data of one person does not stay for the next one on the same device', async () => {
  const { server, sara, ali, online, clock } = await world();
  const client = await online();
  await server.expireSessions(sara);
  server.cut();
  server.reachable = true;
  await clock.until(() => client.account.me.get() === null);
  await client.account.login({ username: ali.username, password: PASSWORD });
  await clock.until(() => isOnline(client));
  expect(client.account.me.get()?.username).toBe(ali.username);
  expect(await databases()).toEqual([`payambar-${ali.id}`]);
});

test('without any local state and without a network the sign-in page stands, until there is one', async () => {
  const { server, sara, open, clock } = await world();
  server.cut();
  const client = open();
  await clock.until(() => client.account.me.get() === null);
  server.reachable = true;
  client.tab.happen('online');
  await clock.until(() => client.account.me.get()?.username === sara.username);
});

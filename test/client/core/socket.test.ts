import { expect, test } from 'bun:test';
import { backoff } from '../../../client/core/backoff.ts';
import { isOnline, world } from './support/world.ts';

test('the wait grows with full jitter and never ends for good', () => {
  const waits = [0, 1, 2, 10, 500].map((attempt) => backoff(attempt, () => 1));
  expect(waits).toEqual([500, 1000, 2000, 30_000, 30_000]);
  expect(backoff(10, () => 0)).toBeLessThan(5000);
});

test('it connects at once when the network is back, and when somebody taps', async () => {
  const { server, online, clock } = await world();
  const client = await online();
  server.cut();
  await clock.advance(120_000);
  expect(client.messenger.connection.get().state).toBe('waiting');
  server.reachable = true;
  client.tab.happen('online');
  await clock.advance(1);
  expect(isOnline(client)).toBe(true);
  server.cut();
  await clock.advance(120_000);
  server.reachable = true;
  client.messenger.reconnect();
  await clock.advance(1);
  expect(isOnline(client)).toBe(true);
});

test('a link that died in silence is noticed while somebody looks, and replaced', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  const [dead] = server.sockets;
  if (dead) dead.silent = true;
  await chat.say(ali, 'unheard');
  await clock.until(() => client.messenger.unread.get() === 1, 35_000);
  expect(server.sockets).not.toContain(dead);
});

test('a link that died while the page was hidden is noticed within seconds of coming back', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  client.tab.happen('hidden');
  const [dead] = server.sockets;
  if (dead) dead.silent = true;
  await chat.say(ali, 'unheard');
  await clock.advance(50_000);
  expect(client.messenger.unread.get()).toBe(0);
  client.tab.happen('visible');
  await clock.until(() => client.messenger.unread.get() === 1, 6000);
});

test('a server that stops says when to return, and is believed', async () => {
  const { server, online, clock } = await world();
  const client = await online();
  for (const socket of [...server.sockets]) {
    socket.deliver({ type: 'server.closing', body: { retryAfterMs: 7000 } });
    await clock.advance(1);
    socket.drop(1012);
  }
  await clock.advance(6500);
  expect(client.messenger.connection.get().state).toBe('waiting');
  await clock.advance(600);
  expect(isOnline(client)).toBe(true);
});

test('typing ends by itself, and with the message', async () => {
  const { chat, ali, online, clock } = await world();
  const client = await online();
  await clock.until(() => client.messenger.chats.get()?.length === 1);
  const typing = () => client.messenger.chats.get()?.[0]?.typing ?? [];
  const tell = () => chat.ask(ali, 'typing', { on: true });
  await tell();
  await clock.until(() => typing().length === 1);
  await clock.advance(6100);
  expect(typing()).toEqual([]);
  await tell();
  await clock.until(() => typing().length === 1);
  await chat.say(ali, 'done');
  await clock.until(() => typing().length === 0, 1000);
});

test('who is there is known while connected, and not guessed after', async () => {
  const { server, ali, online, clock } = await world();
  await online(await server.browser(ali));
  const client = await online();
  await clock.until(() => client.messenger.presence.get().get(ali.id)?.online === true);
  server.cut();
  await clock.until(() => client.messenger.presence.get().size === 0);
  server.reachable = true;
  await clock.until(() => client.messenger.presence.get().size === 1);
});

import { expect, test } from 'bun:test';
import { isOnline, say, stored, texts, world } from './support/world.ts';

/** A network that strips the upgrade: sockets are refused, everything else works. */
function behindProxy() {
  const all = world();
  all.server.blocked = true;
  return all;
}
const online = { state: 'online', polling: true } as const;

test('where no socket comes through, two people still talk', async () => {
  const { server, chat, ali, open, clock } = behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  expect(client.messenger.connection.get()).toEqual(online);
  expect(server.sockets.size).toBe(0);
  await client.messenger.send(chat.id, 'hello');
  await clock.until(() => chat.lastSeq === 1);
  say(server, chat, ali, 'and back');
  await clock.until(() => client.messenger.unread.get() === 1, 1000);
  await clock.until(
    () => chat.members.get(server.users.keys().next().value ?? '')?.delivered === 2,
  );
  expect(texts(await stored(client, chat))).toEqual(['hello', 'and back']);
  await client.messenger.actions.edit(chat.id, 1, 'hello!', []);
  await clock.until(() => chat.messages[0]?.text === 'hello!');
  server.edit(chat, 2, 'and back!');
  await clock.advance(1000);
  expect(texts(await stored(client, chat))).toEqual(['hello!', 'and back!']);
});

test('the socket is tried on meanwhile, and takes over without a word', async () => {
  const { server, chat, ali, open, clock } = behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  const states: string[] = [];
  client.messenger.connection.subscribe(() => states.push(client.messenger.connection.get().state));
  server.blocked = false;
  await clock.until(() => server.sockets.size === 1);
  await clock.until(() => !('polling' in client.messenger.connection.get()));
  expect(states).toEqual(['online']);
  const polls = () => server.requests.filter(({ type }) => type === 'sync').length;
  const before = polls();
  await clock.advance(120_000);
  // The poll that was under way has ended, and no other began.
  expect(polls() - before).toBeLessThanOrEqual(1);
  say(server, chat, ali, 'live');
  await clock.until(() => client.messenger.unread.get() === 1, 500);
});

test('a network that is gone ends it, and it comes back with the network', async () => {
  const { server, chat, ali, open, clock } = behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  server.reachable = false;
  await clock.until(() => client.messenger.connection.get().state !== 'online');
  say(server, chat, ali, 'meanwhile');
  await clock.advance(60_000);
  expect(isOnline(client)).toBe(false);
  server.reachable = true;
  await clock.until(() => client.messenger.unread.get() === 1, 90_000);
  expect(client.messenger.connection.get()).toEqual(online);
});

test('a session that has ended signs out as with a socket', async () => {
  const { server, open, clock } = behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  server.sessionAlive = false;
  await clock.until(() => client.account.me.get() === null);
});

test('a server that is away for a moment is no reason for it', async () => {
  const { server, online: connect, clock } = world();
  const client = await connect();
  server.cut();
  await clock.advance(20_000);
  server.reachable = true;
  await clock.until(() => isOnline(client));
  expect(client.messenger.connection.get()).toEqual({ state: 'online' });
});

test('a server that serves this version no longer is not asked again and again', async () => {
  const { server, open, clock } = world();
  server.meddle = ({ type }) => (type === 'hello' ? { code: 'version_unsupported' } : undefined);
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'outdated');
  await clock.advance(200_000);
  expect(server.requests.filter(({ type }) => type === 'hello')).toHaveLength(1);
  // The server was older than this app, and is not any more.
  server.meddle = () => undefined;
  await clock.until(() => isOnline(client), 200_000);
});

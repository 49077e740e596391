import { expect, test } from 'bun:test';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../../protocol/version.ts';
import { isOnline, readStored, texts, world } from './support/world.ts';

/** Plays a network that strips the upgrade: sockets are refused, everything else works. */
async function behindProxy() {
  const all = await world();
  all.server.blocked = true;
  return all;
}
const online = { state: 'online', polling: true } as const;

test('where no socket comes through, two people still talk', async () => {
  const { server, chat, sara, ali, open, clock } = await behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  expect(client.messenger.connection.get()).toEqual(online);
  expect(server.sockets.length).toBe(0);
  await client.messenger.send(chat.id, 'hello');
  await clock.until(() => chat.lastSeq === 1);
  await chat.say(ali, 'and back');
  await clock.until(() => client.messenger.unread.get() === 1, 1000);
  await clock.until(() => chat.member(sara)?.delivered === 2);
  expect(texts(await readStored(client, chat))).toEqual(['hello', 'and back']);
  await client.messenger.actions.edit(chat.id, 1, 'hello!', []);
  await clock.until(() => chat.messages[0]?.text === 'hello!');
  await chat.edit(ali, 2, 'and back!');
  await clock.advance(1000);
  expect(texts(await readStored(client, chat))).toEqual(['hello!', 'and back!']);
});

test('the socket is tried on meanwhile, and takes over without a word', async () => {
  const { server, chat, ali, open, clock } = await behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  const states: string[] = [];
  client.messenger.connection.subscribe(() => states.push(client.messenger.connection.get().state));
  server.blocked = false;
  await clock.until(() => server.sockets.length === 1);
  await clock.until(() => !('polling' in client.messenger.connection.get()));
  expect(states).toEqual(['online']);
  const polls = () => server.calls.filter((call) => call === 'POST /api/sync').length;
  const before = polls();
  await clock.advance(120_000);
  // The poll that was under way has ended, and no other began.
  expect(polls() - before).toBeLessThanOrEqual(1);
  await chat.say(ali, 'live');
  await clock.until(() => client.messenger.unread.get() === 1, 500);
});

test('a network that is gone ends it, and it comes back with the network', async () => {
  const { server, chat, ali, open, clock } = await behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  server.cut();
  await clock.until(() => client.messenger.connection.get().state !== 'online');
  await chat.say(ali, 'meanwhile');
  await clock.advance(60_000);
  expect(isOnline(client)).toBe(false);
  server.reachable = true;
  await clock.until(() => client.messenger.unread.get() === 1, 90_000);
  expect(client.messenger.connection.get()).toEqual(online);
});

test('a session that has ended signs out as with a socket', async () => {
  const { server, sara, open, clock } = await behindProxy();
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'online');
  await server.call(sara.id, 'DELETE', '/api/sessions', {});
  await clock.until(() => client.account.me.get() === null);
});

test('a server that is away for a moment is no reason for it', async () => {
  const { server, online: connect, clock } = await world();
  const client = await connect();
  server.cut();
  await clock.advance(20_000);
  server.reachable = true;
  await clock.until(() => isOnline(client));
  expect(client.messenger.connection.get()).toEqual({ state: 'online' });
});

test('a server that serves this version no longer is not asked again and again', async () => {
  const { server, open, clock } = await world();
  server.meddle = ({ type }) => (type === 'hello' ? { code: 'version_unsupported' } : undefined);
  const client = open();
  await clock.until(() => client.messenger.connection.get().state === 'outdated');
  await clock.advance(200_000);
  expect(server.requests.filter(({ type }) => type === 'hello')).toHaveLength(1);
  // The server was older than this app, and is not any more.
  server.meddle = () => undefined;
  await clock.until(() => isOnline(client), 200_000);
});

test('where no socket comes through, a page that is too old hears so: when it begins, and when the server is upgraded', async () => {
  const { server, open, clock, chat } = await behindProxy();
  const spoken = new Set<number>();
  let speaks = PROTOCOL_FLOOR - 1;
  const send = server.fetch.bind(server);
  server.fetch = (from, path, init) => {
    if (path !== '/api/sync') return send(from, path, init);
    const body = JSON.parse(String(init.body));
    spoken.add(body.protocol);
    return send(from, path, { ...init, body: JSON.stringify({ ...body, protocol: speaks }) });
  };
  const client = open();
  const state = () => client.messenger.connection.get().state;
  await clock.until(() => state() === 'outdated');
  speaks = PROTOCOL_VERSION;
  await clock.until(() => state() === 'online', 400_000);
  await client.messenger.send(chat.id, 'before');
  await clock.until(() => chat.lastSeq === 1);
  speaks = PROTOCOL_FLOOR - 1;
  await clock.until(() => state() === 'outdated', 60_000);
  await client.messenger.send(chat.id, 'kept');
  speaks = PROTOCOL_VERSION;
  await clock.until(() => chat.lastSeq === 2, 400_000);
  expect([...spoken]).toEqual([PROTOCOL_VERSION]);
});

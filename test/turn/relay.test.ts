import { expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import { ATTRIBUTE } from '../../server/turn/attributes.ts';
import { credentialNow, hear, LOOPBACK, outcome, startRelay } from '../helpers/turn.ts';
import { until } from '../helpers/until.ts';

const ECHO = { hostname: LOOPBACK } as const;

/** A peer that sends back what it hears. */
async function startEcho() {
  const socket = await Bun.udpSocket({
    ...ECHO,
    socket: { data: (own, data, port, address) => void own.send(data, port, address), error() {} },
  });
  return {
    at: { address: LOOPBACK, port: socket.port },
    [Symbol.dispose]: () => socket.close(),
  };
}

test.each(['md5', 'sha256'])(
  'a peer is reached by indications and by a channel (%s)',
  async (how) => {
    using relay = await startRelay();
    using echo = await startEcho();
    const client = await relay.byUdp();
    client.sha256 = how === 'sha256';
    const relayed = await client.allocate();
    expect(relayed.address).toBe(LOOPBACK);
    const { next } = hear(client);
    await client.permit(echo.at);
    client.send(echo.at, Buffer.from('سلام'));
    expect(await next()).toBe('سلام');
    await client.bindChannel(0x4001, echo.at);
    client.sendByChannel(0x4001, Buffer.from('by channel'));
    expect(await next()).toBe('by channel');
    expect(await client.refresh(600)).toBe(600);
    expect(relay.turn.counts.allocations).toBe(1);
    expect(await client.refresh(0)).toBe(0);
    expect(relay.turn.counts.allocations).toBe(0);
    expect(await outcome(client.permit(echo.at))).toBe(437);
  },
);

test('both ends are relayed, by UDP and by TCP, and a third hears nothing', async () => {
  using relay = await startRelay();
  const [sara, ali, reza] = [await relay.byUdp(), await relay.byStream(), await relay.byUdp()];
  const saraAt = await sara.allocate();
  const aliAt = await ali.allocate();
  await reza.allocate();
  const [toSara, toAli, toReza] = [hear(sara), hear(ali), hear(reza)];
  // Without a permission of Ali's nothing arrives.
  await sara.bindChannel(0x4000, aliAt);
  sara.sendByChannel(0x4000, Buffer.from('too early'));
  await until(() => relay.turn.counts.dropped.permission, 1);
  await ali.bindChannel(0x4abc, saraAt);
  for (const text of ['a', 'bb', 'ccc', 'dddd']) {
    const heard = toAli.next();
    sara.sendByChannel(0x4000, Buffer.from(text));
    expect(await heard).toBe(text);
    const answered = toSara.next();
    ali.sendByChannel(0x4abc, Buffer.from(`${text}!`));
    expect(await answered).toBe(`${text}!`);
  }
  reza.send(aliAt, Buffer.from('not permitted'));
  await until(() => relay.turn.counts.dropped.permission, 2);
  expect(toAli.heard).toEqual(['a', 'bb', 'ccc', 'dddd']);
  expect(toReza.heard).toEqual([]);
});

test('wrong, expired, foreign and altered credentials are refused', async () => {
  using relay = await startRelay();
  const good = credentialNow();
  const wrong = {
    'another secret': credentialNow('sara', 'another secret, of more than 32 characters'),
    'its time is over': credentialNow('sara', undefined, -1000),
    'a later end': { ...good, username: `9${good.username}` },
    'another person': { ...good, username: good.username.replace('sara', 'ali') },
    'no end': { ...good, username: 'sara' },
    empty: { username: '', credential: '' },
  };
  for (const [why, credential] of Object.entries(wrong)) {
    const client = await relay.byUdp(credential);
    expect([why, await outcome(client.allocate())]).toEqual([why, 401]);
  }
  expect(relay.turn.counts.allocations).toBe(0);
  expect(await outcome((await relay.byUdp(good)).allocate())).toBe('done');
});

test('an allocation is its own person’s: another name cannot use it', async () => {
  using relay = await startRelay();
  const client = await relay.byUdp();
  await client.allocate();
  client.credential = credentialNow('ali');
  expect(await outcome(client.refresh(600))).toBe(441);
  expect(relay.turn.counts.allocations).toBe(1);
});

test('addresses that are not public are refused as peers, but for ranges that are allowed', async () => {
  using relay = await startRelay({
    allowPeers: ['10.1.0.0/16'],
    own: ['198.18.0.1', '203.0.114.9'],
  });
  const client = await relay.byUdp();
  await client.allocate();
  const refused = `0.0.0.0 10.0.0.1 10.2.0.1 100.64.0.1 127.0.0.2 169.254.169.254 172.16.0.1 192.168.1.1
    224.0.0.1 240.0.0.1 255.255.255.255 203.0.114.9`;
  for (const address of refused.split(/\s+/))
    expect([address, await outcome(client.permit({ address, port: 80 }))]).toEqual([address, 403]);
  for (const address of ['10.1.2.3', '8.8.8.8'])
    expect([address, await outcome(client.permit({ address, port: 80 }))]).toEqual([
      address,
      'done',
    ]);
  expect(await outcome(client.bindChannel(0x4000, { address: '192.168.1.1', port: 80 }))).toBe(403);
});

test('IPv6: its addresses are relayed, and those that are not public refused', async () => {
  using relay = await startRelay({ external: [LOOPBACK, '::1'], allowPeers: [] });
  const client = await relay.byUdp();
  const v6 = [ATTRIBUTE.requestedFamily, Buffer.from([2, 0, 0, 0])] as const;
  expect((await client.allocate([v6])).address).toBe('::1');
  const refused = `:: fe80::1 fc00::1 fd12:3456::1 ff02::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1
    ::10.0.0.1 ::ffff:0:10.0.0.1 4000::1
    2002:a00:1:: 2001::1 2001:db8::1 100::1`;
  for (const address of refused.split(/\s+/))
    expect([address, await outcome(client.permit({ address, port: 80 }))]).toEqual([address, 403]);
  expect(await outcome(client.permit({ address: '2606:4700::1111', port: 80 }))).toBe('done');
  expect(await outcome(client.permit({ address: '8.8.8.8', port: 80 }))).toBe(443);
});

test('of this machine only the relay’s own allocations are reached', async () => {
  using relay = await startRelay({ allowPeers: [] });
  using echo = await startEcho();
  const [sara, ali] = [await relay.byUdp(), await relay.byUdp()];
  const [saraAt, aliAt] = [await sara.allocate(), await ali.allocate()];
  await ali.permit(saraAt);
  await sara.permit(aliAt);
  const { next } = hear(ali);
  sara.send(echo.at, Buffer.from('to a service of this machine'));
  sara.send(aliAt, Buffer.from('to an allocation'));
  expect(await next()).toBe('to an allocation');
  expect(relay.turn.counts.dropped.peer).toBe(1);
});

test('a person has so many allocations and no more; what has ended makes room', async () => {
  using relay = await startRelay({ quota: { allocations: 2, kbits: 4000 } });
  const clients = await Promise.all([relay.byUdp(), relay.byUdp(), relay.byStream()]);
  const [one, two, three] = clients;
  await one?.allocate();
  await two?.allocate();
  expect(three && (await outcome(three.allocate()))).toBe(486);
  expect(await outcome((await relay.byUdp(credentialNow('ali'))).allocate())).toBe('done');
  await two?.refresh(0);
  expect(three && (await outcome(three.allocate()))).toBe('done');
  // A stream that ends takes its allocation with it.
  three?.close();
  await until(() => relay.turn.counts.allocations, 2);
  expect(two && (await outcome(two.allocate()))).toBe('done');
});

test('more than the bandwidth of an allocation is dropped', async () => {
  using relay = await startRelay({ quota: { allocations: 64, kbits: 8 }, now: () => 1_000 });
  const [sara, ali] = [await relay.byUdp(GOOD_FOR_EVER), await relay.byUdp(GOOD_FOR_EVER)];
  const [saraAt, aliAt] = [await sara.allocate(), await ali.allocate()];
  await sara.bindChannel(0x4000, aliAt);
  await ali.bindChannel(0x4000, saraAt);
  for (let n = 0; n < 12; n++) sara.sendByChannel(0x4000, Buffer.alloc(100));
  await until(() => relay.turn.counts.packets + relay.turn.counts.dropped.bandwidth, 12);
  expect(relay.turn.counts.packets).toBe(10);
});

test('a nonce ends, and the client goes on with another', async () => {
  let now = Date.now();
  using relay = await startRelay({ nonceMs: 60_000, now: () => now });
  const client = await relay.byUdp();
  await client.allocate();
  const first = client.nonce;
  now += 61_000;
  expect(await client.refresh(600)).toBe(600);
  expect(relay.turn.counts.refused[438]).toBe(1);
  expect(client.nonce).not.toBe(first);
  // The nonce of one address is none for another.
  const other = await relay.byStream();
  other.nonce = `${client.nonce.slice(0, -1)}A`;
  other.realm = client.realm;
  await other.allocate();
  expect(relay.turn.counts.refused[438]).toBe(2);
});

test('what nobody refreshes ends, with its permissions and its place in the quota', async () => {
  let now = Date.now();
  using relay = await startRelay({ now: () => now, sweepMs: 20 });
  using echo = await startEcho();
  const client = await relay.byUdp();
  await client.allocate();
  await client.permit(echo.at);
  now += 301_000;
  client.send(echo.at, Buffer.from('after five minutes'));
  await until(() => relay.turn.counts.dropped.permission, 1);
  now += 300_000;
  await until(() => relay.turn.counts.allocations, 0);
  expect(await outcome(client.refresh(600))).toBe(437);
});

test('a peer that is gone costs the others no packet', async () => {
  using relay = await startRelay();
  using echo = await startEcho();
  const gone = await Bun.udpSocket({ ...ECHO });
  const dead = { address: LOOPBACK, port: gone.port };
  gone.close();
  const client = await relay.byUdp();
  await client.allocate();
  await client.bindChannel(0x4000, dead);
  await client.bindChannel(0x4001, echo.at);
  const { heard } = hear(client);
  for (let n = 0; n < 50; n++) {
    client.sendByChannel(0x4000, Buffer.from('nobody'));
    client.sendByChannel(0x4001, Buffer.from(`${n}`));
    await until(() => heard.length, n + 1, { everyMs: 1 });
  }
  expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => `${n}`));
});

test('a client that is gone costs the others no packet', async () => {
  using relay = await startRelay();
  const peer = await Bun.udpSocket({ ...ECHO });
  const at = { address: LOOPBACK, port: peer.port };
  const [gone, client] = [await relay.byUdp(), await relay.byUdp()];
  const [goneAt, clientAt] = [await gone.allocate(), await client.allocate()];
  await gone.permit(at);
  await client.permit(at);
  gone.close();
  const { heard } = hear(client);
  for (let n = 0; n < 50; n++) {
    peer.send('nobody', goneAt.port, goneAt.address);
    peer.send(`${n}`, clientAt.port, clientAt.address);
    await until(() => heard.length, n + 1, { everyMs: 1 });
  }
  expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => `${n}`));
  peer.close();
});

test('noise is not answered, and a stream of it is closed', async () => {
  using relay = await startRelay();
  const client = await relay.byUdp();
  for (let size = 0; size < 200; size++) client.line.send(randomBytes(size));
  expect(await outcome(client.allocate())).toBe('done');
  const stream = await relay.byStream();
  stream.line.send(Buffer.from('POST / HTTP/1.1\r\n\r\n'));
  expect(await stream.line.failed.catch(() => 'closed')).toBe('closed');
  const early = await relay.byStream();
  early.sendByChannel(0x4000, Buffer.from('without an allocation'));
  expect(await early.line.failed.catch(() => 'closed')).toBe('closed');
});

const GOOD_FOR_EVER = credentialNow('sara', undefined, 10 * 365 * 86_400_000);

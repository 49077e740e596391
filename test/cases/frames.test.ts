import { afterAll, beforeAll, expect, test } from 'bun:test';
import { CLOSE } from '../../protocol/close.ts';
import type { Caller } from '../helpers/caller.ts';
import { type Instance, startInstance } from '../helpers/instance.ts';

let instance: Instance;
let people: Caller[];
beforeAll(async () => {
  instance = await startInstance();
  people = await Promise.all(['sara', 'ali', 'reza', 'mina', 'nima'].map(instance.register));
});
afterAll(() => instance.stop());

const RUBBISH: [string, string | Uint8Array<ArrayBuffer>][] = [
  ['that are no JSON', '{garbage'],
  ['of nested lists', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['with a wrong id', JSON.stringify({ id: { a: 1 }, type: 'me.get' })],
  ['that are binary', new Uint8Array(1000)],
];

test.each(RUBBISH)(
  'frames %s close the socket as a flood, long before they cost anybody much',
  async (_, frame) => {
    const who = people[RUBBISH.findIndex(([name]) => name === _)] as Caller;
    const socket = await instance.connect(who);
    for (let i = 0; i < 300; i++) socket.raw.send(frame);
    expect(await socket.closed).toBe(CLOSE.abuse);
    // The server answers so many at most: fifty are no mistake any more, and what is over the rate is not even read.
    expect(socket.frames.length).toBeLessThan(300);
  },
);

test('one that nobody can read is answered, and the socket stays', async () => {
  const [, , , , nima] = people as [Caller, Caller, Caller, Caller, Caller];
  const socket = await instance.connect(nima);
  socket.raw.send('{garbage');
  expect((await socket.next((seen) => seen.ok === false)).error.code).toBe('invalid');
  expect((await socket.request('me.get', {})).ok).toBe(true);
  socket.close();
});

test('pings beyond the rate close the socket, and /metrics counts every flood', async () => {
  const noor = await instance.register('noor');
  const before = await instance.readCounter('payambar_bounds_total{bound="flood"}');
  const socket = await instance.connect(noor);
  const { raw } = socket as unknown as { raw: { ping(): void; readyState: number } };
  for (let i = 0; i < 1000 && raw.readyState === WebSocket.OPEN; i++) raw.ping();
  expect(await socket.closed).toBe(CLOSE.abuse);
  expect(await instance.readCounter('payambar_bounds_total{bound="flood"}')).toBe(before + 1);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { CallState } from '../../protocol/calls.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Caller } from '../helpers/app.ts';
import { drainEvents, makeFriends } from '../helpers/cast.ts';
import {
  type CallWorld,
  candidate,
  keyOf,
  makeGroup,
  type Phone,
  startCallWorld,
} from './support.ts';

let world: CallWorld;
let sara: Caller;
let ali: Caller;
let reza: Caller;
let saras: Phone;
let alis: Phone;
let laptop: Phone;
let rezas: Phone;
let chatId: string;
let call: CallState;
beforeAll(async () => {
  world = await startCallWorld();
});
beforeEach(async () => {
  [sara, ali, reza] = [
    await world.person('sara'),
    await world.person('ali'),
    await world.person('reza'),
  ];
  await makeFriends(sara, ali);
  chatId = await makeGroup(sara, ali, reza);
  [saras, alis, rezas] = [await world.phone(sara), await world.phone(ali), await world.phone(reza)];
  laptop = await world.phone(await world.another(ali));
  call = await saras.start(chatId);
  await alis.join(call);
});
afterAll(() => world.stop());

const heardBy = async (phone: Phone) => {
  await drainEvents(phone.socket);
  return phone.signals;
};

test('devices in a call hear what each says to the other, in order; nobody else does', async () => {
  const sdp = 'v=0\r\n'.padEnd(LIMITS.callSdp, 'a=x\r\n');
  const said = [
    { kind: 'description', type: 'offer', sdp },
    ...Array.from({ length: 20 }, (_, n) => candidate(`candidate ${n}`)),
  ];
  const answers = await Promise.all(said.map((data) => saras.signal(call, alis, data)));
  expect(answers).toEqual(said.map(() => ({})));
  const heard = await heardBy(alis);
  expect(heard.map(({ data }) => data)).toEqual(said);
  expect(heard[0]).toMatchObject({
    ...{ ...keyOf(call), to: alis.device },
    from: { userId: sara.user.id, device: saras.device },
  });
  await alis.signal(call, saras, { kind: 'description', type: 'answer', sdp: 'v=0' });
  expect((await heardBy(saras)).map(({ data }) => data.type)).toEqual(['answer']);
  // Another session of the same person, and a member who is not in the call.
  for (const phone of [laptop, rezas]) expect(await heardBy(phone)).toEqual([]);
});

test('who is not in the call says nothing, and is told nothing', async () => {
  expect(await rezas.signal(call, alis)).toBe('not_found');
  expect(await saras.signal(call, rezas)).toBe('not_found');
  expect(await saras.signal(call, laptop)).toBe('not_found');
  // By the name of a device of somebody else, or of one's own that is another session.
  const to = { userId: sara.user.id, device: saras.device };
  const named = { ...keyOf(call), device: alis.device, to, data: candidate('2') };
  for (const phone of [rezas, laptop])
    expect(await phone.ask('call.signal', named)).toBe('not_found');
  const stranger = await world.phone(await world.person('stranger'));
  expect(await stranger.ask('call.signal', named)).toBe('not_found');
  for (const phone of [saras, alis, rezas, laptop]) expect(await heardBy(phone)).toEqual([]);
  // Those in it are heard.
  await alis.signal(call, saras);
  expect(await heardBy(saras)).toHaveLength(1);
});

test('who was removed from the group is not heard any more, from that commit on', async () => {
  await sara.ask('DELETE', `/api/chats/${chatId}/members/${ali.user.id}`);
  expect(await alis.signal(call, saras)).toBe('not_found');
  expect(await saras.signal(call, alis)).toBe('not_found');
  expect(await heardBy(alis)).toEqual([]);
});

test('what is no signal, or too long, is refused; more than a frame ends the socket', async () => {
  const bad: object[] = [
    {},
    { kind: 'gossip', text: 'x' },
    { kind: 'description', type: 'rollback', sdp: '' },
    { kind: 'description', type: 'offer', sdp: 'x'.repeat(LIMITS.callSdp + 1) },
    { kind: 'candidate', candidate: 7, sdpMid: null, sdpMLineIndex: null },
    { ...candidate('x'.repeat(LIMITS.callCandidate + 1)) },
    { ...candidate('x'), sdpMLineIndex: -1 },
  ];
  for (const data of bad) expect(await saras.signal(call, alis, data)).toBe('invalid');
  expect(await heardBy(alis)).toEqual([]);
  const huge = { kind: 'description', type: 'offer', sdp: 'x'.repeat(1_000_000) };
  saras.socket.raw.send(JSON.stringify({ id: 0, type: 'call.signal', body: { data: huge } }));
  expect(await saras.socket.closed).not.toBe(1000);
  expect(await heardBy(alis)).toEqual([]);
  // The call goes on, and she comes back to it.
  const again = await world.phone(sara);
  expect(await again.join(call, { device: saras.device })).toMatchObject({ endedAt: null });
});

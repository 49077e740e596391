import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Caller } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import {
  type CallWorld,
  devicesOf,
  isOver,
  named,
  type Phone,
  startCallWorld,
  stateOf,
} from './support.ts';

let world: CallWorld;
let sara: Caller;
let ali: Caller;
let saras: Phone;
let alis: Phone;
/** Ali's second device. */
let laptop: Phone;
let chatId: string;
beforeAll(async () => {
  world = await startCallWorld();
});
beforeEach(async () => {
  [sara, ali] = [await world.person('sara'), await world.person('ali')];
  chatId = await makeFriends(sara, ali);
  [saras, alis] = [await world.phone(sara), await world.phone(ali)];
  laptop = await world.phone(await world.another(ali));
});
afterAll(() => world.stop());

test('a call rings on all devices; one answers, and the others hear that it was elsewhere', async () => {
  const call = await saras.start(chatId);
  expect(call).toMatchObject({ chatId, media: 'audio', startedBy: sara.user.id, rev: 1 });
  expect(call.ringUntil - call.startedAt).toBe(LIMITS.callRingMs);
  for (const phone of [alis, laptop]) {
    const ringing = await phone.until(call, () => true);
    expect([stateOf(ringing, ali), stateOf(ringing, sara)]).toEqual(['ringing', 'in']);
    expect(await phone.list()).toEqual([ringing]);
  }
  const answered = await alis.join(call);
  expect(answered.answeredAt).not.toBeNull();
  expect(devicesOf(answered)).toEqual(named(saras, alis));
  for (const phone of [saras, laptop])
    expect(await phone.until(call, ({ rev }) => rev === 2)).toEqual(answered);
  const ended = await alis.leave(call);
  expect(ended).toMatchObject({ outcome: 'answered', devices: [], rev: 3 });
  for (const phone of [saras, laptop]) expect(await phone.until(call, isOver)).toEqual(ended);
  expect(await saras.list()).toEqual([]);
});

test('both dial at once: it is one call', async () => {
  const [one, other] = await Promise.all([saras.start(chatId), alis.start(chatId)]);
  expect(other.id).toBe(one.id);
  const [live] = await laptop.list();
  expect(live?.answeredAt).not.toBeNull();
  expect(devicesOf(live ?? one)).toEqual(named(saras, alis));
});

test.each([
  ['declines', 'declined', () => alis],
  ['cancels', 'cancelled', () => saras],
] as const)('who %s ends it on all devices', async (_, outcome, who) => {
  const call = await saras.start(chatId);
  const phone = who();
  await (outcome === 'declined' ? phone.decline(call) : phone.leave(call));
  for (const other of [saras, alis, laptop].filter((one) => one !== phone))
    expect(await other.until(call, isOver)).toMatchObject({ outcome, answeredAt: null });
  expect(await laptop.list()).toEqual([]);
});

test('nobody answers: it ends after its time, and no earlier', async () => {
  const call = await saras.start(chatId);
  world.skip(LIMITS.callRingMs / 2);
  await saras.update(call);
  expect(await saras.list()).toHaveLength(1);
  world.skip(LIMITS.callRingMs / 2);
  for (const phone of [saras, alis, laptop])
    expect(await phone.until(call, isOver)).toMatchObject({ outcome: 'missed' });
  // An answer that comes too late hears how it ended.
  expect(await alis.join(call)).toMatchObject({ outcome: 'missed', devices: [] });
  expect(await alis.decline(call)).toMatchObject({ outcome: 'missed' });
});

test('who is in another call is busy: their devices do not ring', async () => {
  const reza = await world.person('reza');
  const theirs = await world.phone(reza);
  const other = await makeFriends(ali, reza);
  const first = await alis.start(other);
  await theirs.join(first);
  const call = await saras.start(chatId);
  expect(call).toMatchObject({ outcome: 'busy' });
  expect(stateOf(call, ali)).toBe('busy');
  expect(await theirs.list()).toMatchObject([{ id: first.id, endedAt: null }]);
});

test('who enters another call leaves the one before', async () => {
  const reza = await world.person('reza');
  const theirs = await world.phone(reza);
  const other = await makeFriends(ali, reza);
  const first = await saras.start(chatId);
  await alis.join(first);
  const second = await theirs.start(other);
  expect(second.outcome).toBe('busy');
  const third = await alis.start(other);
  expect(third.outcome).toBeUndefined();
  expect(await saras.until(first, isOver)).toMatchObject({ outcome: 'answered' });
});

test('two devices of a person answer in the same instant: one is in, and both know which', async () => {
  const call = await saras.start(chatId);
  const [one, other] = await Promise.all([alis.join(call), laptop.join(call)]);
  expect(devicesOf(one)).toEqual(devicesOf(other));
  expect(one.devices).toHaveLength(2);
});

test('a second device takes the call over only when it is asked to', async () => {
  const call = await saras.start(chatId);
  await alis.join(call);
  expect(devicesOf(await laptop.join(call))).toEqual(named(saras, alis));
  expect(devicesOf(await laptop.join(call, { move: true }))).toEqual(named(saras, laptop));
  const moved = await saras.until(call, ({ rev }) => rev === 3);
  expect(devicesOf(moved)).toEqual(named(saras, laptop));
  // The device before is out: what it says changes nothing.
  expect(devicesOf(await alis.leave(call))).toEqual(named(saras, laptop));
});

test('what a device sends is shown to the others, and being alive alone is told to nobody', async () => {
  const call = await saras.start(chatId);
  await alis.join(call);
  await saras.update(call);
  const muted = await saras.update(call, { muted: true, camera: true });
  expect(muted.rev).toBe(3);
  const seen = await alis.until(call, ({ rev }) => rev === 3);
  expect(seen.devices[0]).toMatchObject({ muted: true, camera: true, screen: false });
  expect((await alis.drained()).map(({ rev }) => rev)).toEqual([1, 3]);
});

test('a device that is not heard of is out after its grace, one that is stays', async () => {
  const call = await saras.start(chatId);
  await alis.join(call);
  world.skip(LIMITS.callGraceMs - LIMITS.callBeatMs);
  await saras.update(call);
  expect((await alis.list()).map(devicesOf)).toEqual([named(saras, alis)]);
  world.skip(2 * LIMITS.callBeatMs);
  expect(await saras.until(call, isOver)).toMatchObject({ outcome: 'lost' });
});

test('a page that is reloaded comes back as itself', async () => {
  const call = await saras.start(chatId);
  await alis.join(call);
  alis.socket.close();
  const again = await world.phone(ali);
  const [live] = await again.list();
  expect(devicesOf(live ?? call)).toContain(alis.device);
  const back = await again.join(call, { device: alis.device });
  expect(back).toMatchObject({ rev: 2, endedAt: null });
});

test('a retry of a beginning finds the call of the first try, also once it is over', async () => {
  const clientId = Bun.randomUUIDv7();
  const call = await saras.start(chatId, { clientId });
  expect((await saras.start(chatId, { clientId })).id).toBe(call.id);
  const own = Bun.randomUUIDv7();
  expect((await alis.start(chatId, { clientId: own })).id).toBe(call.id);
  await saras.leave(call);
  for (const again of [
    await saras.start(chatId, { clientId }),
    await alis.start(chatId, { clientId: own }),
  ])
    expect(again).toMatchObject({ id: call.id, outcome: 'answered' });
  expect(await laptop.list()).toEqual([]);
});

test('what is no body of a call is refused', async () => {
  for (const more of [{ media: 'smell' }, { device: '' }, { device: 'x'.repeat(33) }])
    expect(await saras.start(chatId, more)).toBe('invalid' as never);
  expect(await saras.start('of-no-chat-')).toBe('not_found' as never);
  const { body } = await sara.post('/api/chats', { kind: 'self' });
  expect(await saras.start(body.chat.id)).toBe('forbidden' as never);
});

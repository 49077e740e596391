import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import { direct, makeFriends, say } from '../helpers/cast.ts';
import {
  type CallWorld,
  isOver,
  makeGroup,
  type Phone,
  startCallWorld,
  stateOf,
} from './support.ts';

let world: CallWorld;
let sara: Caller;
let ali: Caller;
let saras: Phone;
let alis: Phone;
beforeAll(async () => {
  world = await startCallWorld();
});
beforeEach(async () => {
  [sara, ali] = [await world.person('sara'), await world.person('ali')];
  [saras, alis] = [await world.phone(sara), await world.phone(ali)];
});
afterAll(() => world.stop());

const block = (who: Caller, whom: Caller) => who.put(`/api/blocks/${whom.user.id}`, { on: true });
const refused = async (phone: Phone, chatId: string): Promise<unknown> => await phone.start(chatId);

test('a stranger rings only where the request was accepted', async () => {
  const chatId = await direct(sara, ali);
  expect(await refused(saras, chatId)).toBe('not_delivered');
  await say(sara, chatId, 'سلام');
  expect(await refused(saras, chatId)).toBe('not_delivered');
  expect([await alis.drained(), await alis.list()]).toEqual([[], []]);
  await ali.put(`/api/chats/${chatId}/accepted`);
  const call = await saras.start(chatId);
  await alis.until(call, () => true);
});

test('who rings back accepts the request by that', async () => {
  const chatId = await direct(sara, ali);
  await say(sara, chatId, 'سلام');
  const call = await alis.start(chatId);
  expect(await saras.join(call)).toMatchObject({ endedAt: null });
  expect((await ali.get(`/api/chats/${chatId}`)).body.chat.settings.request).toBe(false);
});

test('people of one group ring each other before their first message, and the chat is there', async () => {
  await makeGroup(sara, ali);
  await direct(ali, sara);
  await makeGroup(ali, sara);
  const mina = await world.person('mina');
  await makeFriends(mina, sara);
  await makeFriends(mina, ali);
  await makeGroup(mina, sara, ali);
  const chatId = await direct(sara, ali);
  const call = await saras.start(chatId);
  expect(await alis.join(call)).toMatchObject({ endedAt: null });
  await alis.leave(call);
  expect((await alis.who.get(`/api/chats/${chatId}`)).body.chat.last.kind).toBe('call');
});

test('where one has blocked the other nobody rings, and it looks as for a message', async () => {
  const chatId = await makeFriends(sara, ali);
  await block(ali, sara);
  expect(await refused(saras, chatId)).toBe('not_delivered');
  expect((await say(sara, chatId, 'سلام')).code).toBe('not_delivered');
  expect(await refused(alis, chatId)).toBe('forbidden');
  for (const phone of [saras, alis]) expect(await phone.drained()).toEqual([]);
});

test('a block while it rings: it rings on for the caller alone, and ends as one that nobody answered', async () => {
  const chatId = await makeFriends(sara, ali);
  const call = await saras.start(chatId);
  await alis.until(call, () => true);
  await block(ali, sara);
  const silent = await alis.until(call, (state) => stateOf(state, ali) === 'missed');
  expect(silent.endedAt).toBeNull();
  expect((await saras.drained()).every((state) => stateOf(state, ali) === 'ringing')).toBe(true);
  world.skip(LIMITS.callRingMs / 2);
  await saras.update(call);
  world.skip(LIMITS.callRingMs / 2);
  expect(await saras.until(call, isOver)).toMatchObject({ outcome: 'missed' });
});

test('a block within a call ends it, as hanging up does', async () => {
  const chatId = await makeFriends(sara, ali);
  const call = await saras.start(chatId);
  await alis.join(call);
  await block(ali, sara);
  for (const phone of [saras, alis])
    expect(await phone.until(call, isOver)).toMatchObject({ outcome: 'answered' });
});

test('who has blocked the caller is not rung in a group, and the others do not see it', async () => {
  const reza = await world.person('reza');
  const rezas = await world.phone(reza);
  for (const other of [ali, reza]) await makeFriends(sara, other);
  const chatId = await makeGroup(sara, ali, reza);
  await block(ali, sara);
  const call = await saras.start(chatId);
  expect(stateOf(await rezas.until(call, () => true), ali)).toBe('ringing');
  expect(stateOf(await alis.until(call, () => true), ali)).toBe('missed');
  expect((await alis.list()).map((state) => stateOf(state, ali))).toEqual(['missed']);
  expect(stateOf(call, ali)).toBe('ringing');
});

test('who may not write in a group neither begins a call there nor enters one', async () => {
  await makeFriends(sara, ali);
  const chatId = await makeGroup(sara, ali);
  await sara.patch(`/api/chats/${chatId}`, { rights: { write: false } });
  expect(await refused(alis, chatId)).toBe('forbidden');
  const call = await saras.start(chatId);
  expect(stateOf(call, ali)).toBeUndefined();
  const entered: unknown = await alis.join(call);
  expect(entered).toBe('forbidden');
});

test('a stranger to the chat hears and learns nothing of its call', async () => {
  const chatId = await makeFriends(sara, ali);
  const call = await saras.start(chatId);
  const other = await world.phone(await world.person('other'));
  for (const ask of [other.join, other.decline, other.leave, other.update])
    expect<unknown>(await ask.call(other, call)).toBe('not_found');
  expect([await other.drained(), await other.list()]).toEqual([[], []]);
});

test.each<[string, (who: Caller) => Promise<unknown>]>([
  ['is signed out', (who) => who.post('/api/auth/logout')],
  [
    'deletes the account',
    (who) => who.post('/api/me/delete', { password: PASSWORD, data: 'keep' }),
  ],
])('who %s is out of the call', async (_, go) => {
  const chatId = await makeFriends(sara, ali);
  const call = await saras.start(chatId);
  await alis.join(call);
  await go(ali);
  expect(await saras.until(call, isOver)).toMatchObject({ outcome: 'answered', devices: [] });
});

test('a thousand invitations in a minute are a few: the account’s rate is the bound', async () => {
  const limited = await startCallWorld({ rateLimit: 30 });
  const [one, other] = [await limited.person('one'), await limited.person('other')];
  const chatId = await makeFriends(one, other);
  const [ones, others] = [await limited.phone(one), await limited.phone(other)];
  const began = performance.now();
  const answers: unknown[] = await Promise.all(
    Array.from({ length: 1000 }, () => ones.start(chatId)),
  );
  const rang = answers.filter((answer) => answer !== 'rate_limited');
  const seconds = (performance.now() - began) / 1000;
  // 90 tokens at once, then 30 a second; each costs 15.
  expect(rang.length).toBeLessThanOrEqual(Math.ceil(6 + 2 * seconds));
  expect(new Set((await others.drained()).map(({ id }) => id)).size).toBe(1);
  await limited.stop();
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Caller } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import {
  type CallWorld,
  devicesOf,
  isOver,
  makeGroup,
  named,
  type Phone,
  startCallWorld,
  stateOf,
} from './support.ts';

let world: CallWorld;
let people: Caller[];
let phones: Phone[];
beforeAll(async () => {
  world = await startCallWorld();
  people = [];
  for (let n = 0; n <= LIMITS.callPeople; n++) people.push(await world.person(`p${n}`));
  const [owner, ...others] = people;
  for (const other of others) await makeFriends(owner as Caller, other);
  phones = await Promise.all(people.map((who) => world.phone(who)));
});
afterAll(() => world.stop());

const groupOf = (count: number): Promise<string> => {
  const [owner, ...others] = people.slice(0, count);
  return makeGroup(owner as Caller, ...others);
};
const [first, second, third] = [0, 1, 2].map((n) => () => phones[n] as Phone);

test('a group’s call rings for all who may write; they come and go, and the last one ends it', async () => {
  const chatId = await groupOf(4);
  const [sara, ali, reza] = [first?.(), second?.(), third?.()] as [Phone, Phone, Phone];
  const call = await sara.start(chatId);
  expect(call.people.map(({ state }) => state).join(' ')).toMatch(
    /^(in|ringing)( (in|ringing)){3}$/,
  );
  expect(call.people.filter(({ state }) => state === 'in')).toHaveLength(1);
  await ali.until(call, (state) => stateOf(state, ali.who) === 'ringing');
  const joined = await ali.join(call);
  expect(joined.answeredAt).not.toBeNull();
  // The others are still rung, and declining is one's own.
  expect(stateOf(joined, reza.who)).toBe('ringing');
  const declined = await reza.decline(call);
  expect([declined.endedAt, stateOf(declined, reza.who)]).toEqual([null, 'declined']);
  expect(devicesOf(await sara.leave(call))).toEqual(named(ali));
  // Who began it has gone, and it goes on; who declined may come all the same, and who left return.
  expect(devicesOf(await reza.join(call))).toEqual(named(ali, reza));
  expect(devicesOf(await sara.join(call))).toContain(sara.device);
  for (const phone of [sara, ali]) expect(await phone.leave(call)).toMatchObject({ endedAt: null });
  expect(await reza.leave(call)).toMatchObject({ outcome: 'answered', devices: [] });
  for (const phone of [sara, ali]) await phone.until(call, isOver);
});

test('nobody comes to a group’s call: it ends when it has rung, or all have declined', async () => {
  const chatId = await groupOf(3);
  const [sara, ali, reza] = [first?.(), second?.(), third?.()] as [Phone, Phone, Phone];
  const call = await sara.start(chatId);
  expect(await ali.decline(call)).toMatchObject({ endedAt: null });
  expect(await reza.decline(call)).toMatchObject({ outcome: 'declined' });
  const again = await sara.start(chatId);
  await ali.decline(again);
  world.skip(LIMITS.callRingMs / 2);
  await sara.update(again);
  world.skip(LIMITS.callRingMs / 2);
  const ended = await sara.until(again, isOver);
  expect([ended.outcome, stateOf(ended, ali.who), stateOf(ended, reza.who)]).toEqual([
    ...['declined', 'declined', 'missed'],
  ]);
});

test('as many as can be are in it, and fewer with video', async () => {
  const chatId = await groupOf(LIMITS.callPeople + 1);
  const [sara] = phones as [Phone];
  const call = await sara.start(chatId);
  for (const phone of phones.slice(1, LIMITS.callVideoPeople)) await phone.join(call);
  const fifth = phones[LIMITS.callVideoPeople] as Phone;
  const full: unknown = 'call_full';
  expect(await sara.update(call, { camera: true })).toMatchObject({ endedAt: null });
  expect<unknown>(await fifth.join(call)).toBe(full);
  await sara.update(call);
  for (const phone of phones.slice(LIMITS.callVideoPeople, LIMITS.callPeople))
    expect(await phone.join(call)).toMatchObject({ endedAt: null });
  expect<unknown>(await sara.update(call, { screen: true })).toBe(full);
  const last = phones[LIMITS.callPeople] as Phone;
  expect<unknown>(await last.join(call)).toBe(full);
  await fifth.leave(call);
  const { devices } = await last.join(call);
  expect(devices).toHaveLength(LIMITS.callPeople);
  for (const phone of phones) await phone.leave(call);
});

test('who is removed from the group is out of the call, and those in it hear so; it goes on', async () => {
  const chatId = await groupOf(4);
  const [sara, ali, reza] = [first?.(), second?.(), third?.()] as [Phone, Phone, Phone];
  const call = await sara.start(chatId);
  await ali.join(call);
  await reza.join(call);
  const remove = (who: Phone) =>
    sara.who.ask('DELETE', `/api/chats/${chatId}/members/${who.who.user.id}`);
  await remove(ali);
  const without = await reza.until(call, (state) => stateOf(state, ali.who) === 'left');
  expect(devicesOf(without)).toEqual(named(sara, reza));
  expect<unknown>(await ali.join(call)).toBe('not_found');
  expect((await ali.drained()).at(-1)?.rev).toBeLessThan(without.rev);
  // One for whom it still rings is rung no more.
  const fourth = phones[3] as Phone;
  await remove(fourth);
  await reza.until(call, (state) => stateOf(state, fourth.who) === 'left');
  await sara.who.ask('DELETE', `/api/chats/${chatId}`);
  await Promise.all(
    [sara, reza].map(({ socket }) =>
      socket.waitFor(() =>
        socket.events.some(({ type, body }) => type === 'chat.gone' && body.chatId === chatId),
      ),
    ),
  );
  expect(await reza.list()).toEqual([]);
  expect<unknown>(await reza.join(call)).toBe('not_found');
});

test('a larger group is not rung: its call is there to be entered, and waits', async () => {
  const chatId = await groupOf(3);
  const others: Caller[] = [];
  for (let n = 0; n < LIMITS.callRings; n++) others.push(await world.person(`q${n}`));
  const { code } = (await people[0]?.post(`/api/chats/${chatId}/invites`))?.body.invite ?? {};
  for (const other of others) await other.post(`/api/invites/${code}`);
  const [sara, ali] = [first?.(), second?.()] as [Phone, Phone];
  const call = await sara.start(chatId);
  expect(call.people).toEqual([{ userId: sara.who.user.id, state: 'in' }]);
  await ali.until(call, () => true);
  world.skip(LIMITS.callBeatMs);
  await sara.update(call);
  expect(devicesOf(await ali.join(call))).toEqual(named(sara, ali));
  await sara.leave(call);
  expect(await ali.leave(call)).toMatchObject({ outcome: 'answered' });
});

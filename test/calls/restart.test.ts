import { expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { makeFriends } from '../helpers/cast.ts';
import { devicesOf, isOver, named, startCallWorld, stateOf } from './support.ts';

test('a call goes on while its server starts again, and a ring ends in its time', async () => {
  const world = await startCallWorld();
  const [sara, ali, reza] = [
    await world.person('sara'),
    await world.person('ali'),
    await world.person('reza'),
  ];
  const [chatId, other] = [await makeFriends(sara, ali), await makeFriends(sara, reza)];
  const before = [
    await world.phone(sara),
    await world.phone(ali),
    await world.phone(reza),
  ] as const;
  const call = await before[0].start(chatId);
  await before[1].join(call);
  const ring = await before[2].start(other);
  // She is in a call, so this one is over; a ring of somebody else is not.
  expect(ring.outcome).toBe('busy');
  // Nobody could be heard for longer than the grace.
  await world.restart(2 * LIMITS.callGraceMs);
  const [saras, alis] = [await world.phone(sara), await world.phone(ali)];
  const [live] = await saras.list();
  expect(live).toMatchObject({ id: call.id, answeredAt: expect.any(Number), endedAt: null });
  expect(devicesOf(live ?? call)).toEqual(named(before[0], before[1]));
  const back = await alis.join(call, { device: before[1].device, muted: true });
  expect(await saras.until(call, ({ rev }) => rev === back.rev)).toEqual(back);
  await saras.join(call, { device: before[0].device });
  world.skip(LIMITS.callBeatMs + LIMITS.callGraceMs);
  const ended = await saras.until(call, isOver);
  expect([ended.outcome, stateOf(ended, ali)]).toEqual(['lost', 'left']);
  await world.stop();
});

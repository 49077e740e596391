import { expect, spyOn, test } from 'bun:test';
import { createChatSettings } from '../../server/chats/settings.ts';
import { createUsers } from '../../server/users/service.ts';
import { makeWorld } from '../helpers/world.ts';

test('words of an emptied draft and of a changed profile leave the log; a draft that is written does not hurry it', async () => {
  const world = await makeWorld();
  const { db, deps, sara } = world;
  const chatId = await world.direct(sara, world.ali);
  const [own, users] = [createChatSettings(deps), createUsers(deps, { release() {} })];
  const scrub = spyOn(db, 'scrub').mockImplementation(() => {});
  const count = () => scrub.mock.calls.length;
  await own.own(sara, { chatId, draft: { text: 'secret words' } });
  expect(count()).toBe(0);
  await own.own(sara, { chatId, draft: null });
  expect(count()).toBe(1);
  await users.meUpdate(sara, { about: 'a secret' });
  expect(count()).toBe(2);
  await users.meUpdate(sara, { about: 'a secret' });
  expect(count()).toBe(2);
  world.close();
});

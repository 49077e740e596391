import { afterEach, beforeEach, expect, test } from 'bun:test';
import { openDb } from '../../db/database.ts';
import type { Deps } from '../../server/deps.ts';
import { createMessages } from '../../server/messages/service.ts';
import { createSync } from '../../server/sync/service.ts';
import { makeEarlier } from '../helpers/earlier.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

test('what an earlier release has set for its server, and written down of that, is there by its new name', async () => {
  world.sql("INSERT INTO settings (key, value) VALUES ('house.registration', 'invite')");
  world.sql(
    "INSERT INTO audit (at, actor_id, action, details) VALUES (1, NULL, 'house.update', '{}'), (2, NULL, 'setup', '{}')",
  );
  await world.db.close();
  makeEarlier(world.path, 8);
  const db = openDb({ path: world.path });
  expect(await db.read(db.settings.get('instance.registration'))).toBe('invite');
  expect(await db.read(db.settings.get('house.registration'))).toBeUndefined();
  const entries = await db.read(db.audit.page(Number.MAX_SAFE_INTEGER, 9));
  expect(entries.map(({ action }) => action)).toEqual(['setup', 'server.update']);
  await db.close();
});

/** The schemas of 0.1.0 and 0.2.0, and the last one before the columns had the words of the wire. */
test.each([2, 4, 9])(
  'what was said, received and changed in a group is read from schema %i as it was',
  async (schema) => {
    const { sara, ali, groups, messages } = world;
    const chatId = world.group(sara, ali);
    await groups.update(sara, { chatId, title: 'خانه' });
    const seq = await world.sendText(ali, chatId, 'سلام');
    await messages.read(sara, { chatId, seq });
    await messages.pin(sara, { chatId, seq, on: true });
    const all = async (deps: Deps) => ({
      synced: (await createSync(deps).sync(ali, { cursor: {} })).reply,
      info: (await createMessages(deps).info(ali, { chatId, seq })).reply,
    });
    const before = await all(world.deps);
    expect(before.synced.chats[0]).toMatchObject({
      chat: { receiptRev: 1, memberRev: 1, othersReceipts: { read: seq }, pinnedSeq: seq },
      messages: [
        { kind: 'system', system: { type: 'title.changed', text: 'خانه' } },
        { kind: 'text', text: 'سلام' },
        { kind: 'system', system: { type: 'message.pinned', seq } },
      ],
    });
    await world.db.close();
    makeEarlier(world.path, schema);
    const db = openDb({ path: world.path });
    expect(await all({ ...world.deps, db })).toEqual(before);
    await db.close();
  },
);

test.each([4, 9])(
  'whom a link was for, and what was done, is read from schema %i',
  async (schema) => {
    world.sql("INSERT INTO invites (code, label, created_at, uses) VALUES ('x', 'مادر', 1, 0)");
    world.sql("INSERT INTO audit (at, action, details) VALUES (1, 'user.create', '{}')");
    await world.db.close();
    makeEarlier(world.path, schema);
    const db = openDb({ path: world.path });
    expect(await db.read(db.serverInvites.list(null, 9))).toMatchObject([{ label: 'مادر' }]);
    expect(await db.read(db.audit.page(9, 9))).toMatchObject([{ action: 'user.create' }]);
    await db.close();
  },
);

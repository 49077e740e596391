import { expect, test } from 'bun:test';
import { openDB } from 'idb';
import { LOCAL_MIGRATIONS } from '../../../client/core/local-db/migrations.ts';
import { databaseName } from '../../../client/core/local-db.ts';
import { readStored, texts, world } from './support/world.ts';

test('a device of the first version opens, keeps what it had not sent, and takes every chat anew', async () => {
  const { server, clock, sara, ali, chat, browser, open } = await world();
  await chat.say(ali, 'old words', 'second');
  const { id, kind, title, createdAt, lastAt, lastSeq, rev, unread, members, last, ...now } =
    await chat.seenBy(sara);
  const counters = { lastSeq, rev, marks: now.receiptRev, list: now.memberRev };
  const old = { id, kind, title, createdAt, lastAt, ...counters, unread, members };
  const [first] = LOCAL_MIGRATIONS;
  const db = await openDB(databaseName(sara.id), 1, {
    upgrade: (database, _from, _to, tx) => first?.(database, tx),
  });
  await db.put('chats', { ...old, last, ranges: [[1, 2]], localRead: 1, version: 3 });
  const { messages } = await chat.ask(sara, 'history', {});
  await db.put('messages', { ...messages[0], text: 'as it was' });
  await db.put('meta', { key: 'me', value: { ...sara, role: 'member' } });
  const row = { clientId: '00000000-0000-7000-8000-0000000000aa', chatId: id, text: 'unsent' };
  await db.put('outbox', { ...row, createdAt, order: 1, state: 'queued', error: null });
  await db.put('drafts', { chatId: id, text: 'half' });
  db.close();
  browser.storage.set('payambar-user', sara.id);
  server.cut();
  const client = open();
  await clock.advance(100);
  const before = client.messenger.chats.get()?.[0];
  expect(before).toMatchObject({
    draft: 'half',
    last: { text: 'unsent' },
    settings: { pinned: null },
  });
  await chat.edit(ali, 1, 'new words');
  server.reachable = true;
  await clock.until(() => chat.lastSeq === 3);
  await clock.advance(5000);
  expect(texts(await readStored(client, chat))).toEqual(['new words', 'second', 'unsent']);
  expect(chat.member(sara)?.draft?.text).toBe('half');
  expect(client.messenger.session.get()?.model.chats.get(id)?.resync).toBeUndefined();
});

test('a device of 0.2.0 keeps all it holds, by the words of today, and sends what had waited', async () => {
  const { server, clock, sara, ali, chat, browser, open } = await world();
  await chat.say(ali, 'first', 'second', 'third');
  const {
    receiptRev,
    memberRev,
    settings,
    othersReceipts,
    pinnedSeq: _,
    pinCount: __,
    ...rest
  } = await chat.seenBy(sara);
  const note = { type: 'message.pinned', seq: 2 };
  const [one, two, three] = (await chat.ask(sara, 'history', {})).messages;
  const told = { ...three, kind: 'note', text: '', note };
  const db = await openDB(databaseName(sara.id), 2, {
    async upgrade(database, _from, _to, tx) {
      for (const migrate of LOCAL_MIGRATIONS.slice(0, 2)) await migrate(database, tx);
    },
  });
  await db.put('chats', {
    ...{ ...rest, marks: receiptRev, list: memberRev, reached: othersReceipts, own: settings },
    ...{ pin: 2, pins: 1, last: told, ranges: [[1, 3]], localRead: 0, version: 3 },
  });
  for (const message of [{ ...one, mine: ['👍'] }, two, told]) await db.put('messages', message);
  await db.put('meta', { key: 'me', value: { ...sara, role: 'member' } });
  const row = { clientId: '00000000-0000-7000-8000-0000000000aa', chatId: chat.id, text: 'unsent' };
  await db.put('outbox', { ...row, createdAt: 1, order: 1, state: 'queued', error: null });
  await db.put('drafts', { chatId: chat.id, text: 'half' });
  const waits = (order: number, wish: object) =>
    db.put('actions', { id: `action-${order}`, chatId: chat.id, order, at: 1, wish });
  await waits(1, { do: 'own', change: { mutedUntil: 9_000_000_000_000 } });
  await waits(2, { do: 'remove', seqs: [2], everyone: false, last: told });
  db.close();
  browser.storage.set('payambar-user', sara.id);
  server.cut();
  const client = open();
  await clock.advance(100);
  const model = client.messenger.session.get()?.model;
  expect(client.messenger.chats.get()?.[0]).toMatchObject({
    ...{ draft: 'half', last: { text: 'unsent' }, settings: { mutedUntil: 9_000_000_000_000 } },
  });
  const system = { kind: 'system', system: note };
  expect(model?.chats.get(chat.id)).toMatchObject({
    ...{ receiptRev, memberRev, settings, othersReceipts, pinnedSeq: 2, pinCount: 1 },
    last: system,
  });
  for (const old of ['own', 'marks', 'pin'])
    expect(model?.chats.get(chat.id)).not.toHaveProperty(old);
  expect(await readStored(client, chat)).toMatchObject([
    { ownReactions: ['👍'] },
    { seq: 2 },
    system,
  ]);
  expect(model?.actions.map((row) => row.action)).toMatchObject([
    { do: 'settings', change: { mutedUntil: 9_000_000_000_000 } },
    { do: 'remove', last: system },
  ]);
  server.reachable = true;
  await clock.until(() => chat.lastSeq === 4 && model?.actions.length === 0);
  await clock.advance(5000);
  const { messages } = await chat.ask(ali, 'history', {});
  expect(texts(messages)).toEqual(['first', 'second', 'third', 'unsent']);
  expect((await chat.seenBy(sara)).settings).toMatchObject({
    ...{ mutedUntil: 9_000_000_000_000, hidden: [2], draft: { text: 'half' } },
  });
});

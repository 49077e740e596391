import { expect, test } from 'bun:test';
import { openDB } from 'idb';
import { LOCAL_MIGRATIONS } from '../../../client/core/local-db/migrations.ts';
import { databaseName } from '../../../client/core/local-db.ts';
import { say, stored, texts, world } from './support/world.ts';

test('a device of the first version opens, keeps what it had not sent, and takes every chat anew', async () => {
  const { server, clock, sara, ali, chat, browser, open } = world();
  say(server, chat, ali, 'old words', 'second');
  const { id, kind, title, createdAt, lastAt, lastSeq, rev, marks, list, unread, members, last } =
    chat.view(sara.id);
  const old = { id, kind, title, createdAt, lastAt, lastSeq, rev, marks, list, unread, members };
  const [first] = LOCAL_MIGRATIONS;
  const db = await openDB(databaseName(sara.id), 1, {
    upgrade: (database, _from, _to, tx) => first?.(database, tx),
  });
  await db.put('chats', { ...old, last, ranges: [[1, 2]], localRead: 1, version: 3 });
  await db.put('messages', { ...chat.messages[0], text: 'as it was' });
  await db.put('meta', { key: 'me', value: { ...sara, role: 'member' } });
  const row = { clientId: '00000000-0000-7000-8000-0000000000aa', chatId: id, text: 'unsent' };
  await db.put('outbox', { ...row, createdAt, order: 1, state: 'queued', error: null });
  await db.put('drafts', { chatId: id, text: 'half' });
  db.close();
  browser.notes.set('payambar-user', sara.id);
  server.cut();
  const client = open();
  await clock.advance(100);
  const before = client.messenger.chats.get()?.[0];
  expect(before).toMatchObject({ draft: 'half', last: { text: 'unsent' }, own: { pinned: null } });
  server.edit(chat, 1, 'new words');
  server.reachable = true;
  await clock.until(() => chat.lastSeq === 3);
  await clock.advance(5000);
  expect(texts(await stored(client, chat))).toEqual(['new words', 'second', 'unsent']);
  expect(chat.view(sara.id).own.draft?.text).toBe('half');
  expect(client.messenger.session.get()?.model.chats.get(id)?.resync).toBeUndefined();
});

import { Database } from 'bun:sqlite';
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { openDb } from '../../db/database.ts';
import { fold } from '../../protocol/fold.ts';
import { createMessages } from '../../server/messages/service.ts';
import { createSearch } from '../../server/search/service.ts';
import { makeEarlier } from '../helpers/earlier.ts';
import { until } from '../helpers/until.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.openByBoth(world.sara, world.ali);
});
afterEach(() => world.close());

/** Arabic and Persian letters make what is stored and what is indexed different bytes. */
const SECRETS = ['كليدگنجينه', 'Zxqvkeyhidden', 'قفل‌ناپیدا'];
const TEXT = SECRETS.join(' ');

/**
 * Returns which forms of the secrets stand in the file or its log. Words share beginnings in the index, so their ends
 * are sought.
 */
function listLeft(): string[] {
  const files = ['', '-wal'].map((end) => world.path + end).filter((path) => existsSync(path));
  const bytes = Buffer.concat(files.map((path) => readFileSync(path)));
  const forms = SECRETS.flatMap((word) => [word, fold(word)]);
  return [...new Set(forms)].filter((form) => bytes.includes(Buffer.from(form.slice(3))));
}
/** The thread that empties the log may be at it, and `checkpoint` waits for nobody. */
function emptied(): string[] {
  world.db.checkpoint();
  return listLeft();
}
/** Writes enough messages that the secrets' pages and segments are written, merged and split. */
async function writeAmong(): Promise<number> {
  await world.sendMany(world.ali, chatId, 'پیش از آن', 300);
  const seq = await world.sendText(world.sara, chatId, TEXT);
  await world.search.catchUp();
  await world.sendMany(world.ali, chatId, 'پس از آن', 300);
  await world.search.catchUp();
  return seq;
}
const hits = async (q: string): Promise<number> =>
  (await world.search.search(world.ali, { q })).reply.hits.length;
const integrity = (): unknown =>
  world.sql("INSERT INTO message_search (message_search) VALUES ('integrity-check')");

test('what is deleted for everyone is nowhere in the database’s files, and is not found', async () => {
  const seq = await writeAmong();
  expect(listLeft()).not.toEqual([]);
  for (const word of SECRETS) expect(await hits(word)).toBe(1);
  await world.messages.delete(world.sara, { chatId, seqs: [seq], everyone: true });
  for (const word of SECRETS) expect(await hits(word)).toBe(0);
  await until(emptied, []);
  expect(integrity).not.toThrow();
});

test('so is what an edit has replaced; the new words are found', async () => {
  const seq = await writeAmong();
  await world.messages.edit(world.sara, { chatId, seq, text: 'چیز دیگری' });
  await until(emptied, []);
  expect(await hits('دیگری')).toBe(1);
  expect(integrity).not.toThrow();
});

test('the log is emptied by itself a moment after', async () => {
  const seq = await writeAmong();
  await world.messages.delete(world.sara, { chatId, seqs: [seq], everyone: true });
  await until(listLeft, []);
});

test('a data directory of an earlier release is indexed anew, and forgets as well', async () => {
  const seq = await writeAmong();
  await world.db.close();
  makeEarlier(world.path, 2);
  const old = new Database(world.path);
  old.run("INSERT INTO message_search (rowid, words) VALUES (301, 'Zxqvkeyhidden')");
  old.close();
  const db = openDb({ path: world.path });
  const search = createSearch({ ...world.deps, db });
  const messages = createMessages({ ...world.deps, db });
  const found = async (q: string) => (await search.search(world.ali, { q })).reply.hits.length;
  for (const word of SECRETS) expect(await found(word)).toBe(1);
  await messages.delete(world.sara, { chatId, seqs: [seq], everyone: true });
  expect(await found('Zxqvkeyhidden')).toBe(0);
  db.checkpoint();
  expect(listLeft()).toEqual([]);
  await db.close();
});

/** The same messages and questions to FTS5 and to PostgreSQL's full text: whoever moves finds what they found before. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { openPostgres } from '../../db/postgres/open.ts';
import type { Db } from '../../db/stores.ts';
import { fitOf, toTerms } from '../../protocol/find.ts';
import { blockKey, toIndexWords } from '../../server/messages/index-words.ts';
import { toWordQuery } from '../../server/search/terms.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';

const dir = mkdtempSync(join(tmpdir(), 'payambar-both-'));
let postgres: Postgres;
let engines: Db[];
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase('words', "TEMPLATE template0 ENCODING 'UTF8'");
  const options = { url, connections: 2, prepare: true, node: 'a' };
  engines = [openDb({ path: join(dir, 'payambar.db') }), await openPostgres(options)];
});
afterAll(async () => {
  for (const db of engines) await db.close();
  await postgres.stop();
  rmSync(dir, { recursive: true });
});

const CHAT = 'AAAAAAAAAAA';
const ALL = 100_000;

const LETTERS = [
  ...['a', 'Z', '0', '9', ' ', ' ', '.', ',', '-', '_', "'", '"', '\\', ':', '*', '&', '|', '!'],
  ...['é', '½', '«', '»', '…', '(', ')', '<', '>', '=', '+', '$', '\n', '\t'],
  ...'ابپتكکيیئؤأآةۀهٔء١۲٣',
  ...['\u200c', '\u200d', '\u064b', '\u0651', '\u0640', '\u0654', '\u0301', '\u00ad'],
  ...['👍', '👩‍👩‍👧', '🇮🇷', 'ß', 'ﻻ', '中', '§', 'ﷺ', 'ı', '\ud800', `a${'𒀀'.repeat(20)}`],
];

test('what fits a question is found by both or by neither, in the order of the ids', async () => {
  const seed = Date.now() % 2 ** 31;
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % n;
  };
  const random = (letters: number) =>
    Array.from({ length: 1 + below(letters) }, () => LETTERS[below(LETTERS.length)]).join('');
  const texts = new Map(Array.from({ length: 400 }, (_, i) => [i + 1, random(40)]));
  const indexed = [...texts].map(([id, text]) => {
    // A block of another chat has the same words, and is not asked for.
    const chatId = id % 7 === 0 ? 'BBBBBBBBBBB' : CHAT;
    return { id, chatId, words: toIndexWords(text, chatId, id) };
  });
  for (const db of engines) await db.write(() => db.search.add(indexed));
  const parts = [...texts.values()].flatMap((text) => {
    const letters = [...text];
    const from = below(letters.length);
    return [text, letters.slice(from, from + 1 + below(6)).join('')];
  });
  let found = 0;
  for (const asked of parts) {
    const terms = toTerms(asked);
    if (terms.length === 0) continue;
    const query = toWordQuery(terms, blockKey(CHAT, 0), below(2) === 0);
    const fits = (id: number) => fitOf(texts.get(id) ?? '', terms) === 'begins' && id % 7 !== 0;
    const hits = await Promise.all(
      engines.map(async (db) => {
        const candidates = await db.read(db.search.candidates(query, ALL, ALL));
        expect(candidates).toEqual(candidates.toSorted((a, b) => b - a));
        for (const id of candidates) expect(id % 7).not.toBe(0);
        return candidates.filter(fits);
      }),
    );
    const told = { seed, asked };
    expect({ ...told, postgres: hits[1] }).toEqual({ ...told, postgres: hits[0] });
    found += hits[0]?.length ?? 0;
  }
  expect(found).toBeGreaterThan(400);
});

test('both forget what is taken out, and page by id', async () => {
  for (const db of engines) {
    const message = (id: number) => ({ id, chatId: CHAT, words: 'ktest kword' });
    const list = Array.from({ length: 9 }, (_, i) => message(ALL + i));
    await db.write(() => db.search.setIndexedUpTo(2 * ALL));
    await db.write(() => db.search.add(list));
    await db.write(() => db.search.remove(message(ALL + 4)));
    await db.write(() => db.search.replace(message(ALL + 5), 'kother'));
    const ask = (word: string, before: number) =>
      db.read(db.search.candidates({ word, begins: true }, before, 3));
    expect(await ask('kwor', 2 * ALL)).toEqual([ALL + 8, ALL + 7, ALL + 6]);
    expect(await ask('kwor', ALL + 6)).toEqual([ALL + 3, ALL + 2, ALL + 1]);
    expect(await ask('kot', 2 * ALL)).toEqual([ALL + 5]);
  }
});

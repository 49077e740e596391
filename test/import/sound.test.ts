import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  closeSync,
  cpSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { toCall } from '../../server/import/content.ts';
import { runProgram } from '../helpers/program.ts';
import { Move, stampOf } from './support.ts';

let move: Move;
beforeAll(() => {
  move = new Move();
});
afterAll(() => move[Symbol.dispose]());

let copies = 0;
/** Makes a copy of the original's folder with a changed database. */
function copyChanged(harm: (database: string) => void): string {
  const folder = join(move.root, `copy ${copies++}`);
  cpSync(move.old, folder, { recursive: true });
  const database = join(folder, 'data/payambar.db');
  // The database must be one file: its log would restore what is taken away here.
  const merging = new Database(database);
  merging.run('PRAGMA journal_mode = DELETE');
  merging.close();
  harm(database);
  return folder;
}

function zeroLeaf(database: string): void {
  const looked = new Database(database, { readonly: true });
  const row = looked
    .query<{ page: number }, []>(
      "select pageno as page from dbstat where name = 'messages' and pagetype = 'leaf'",
    )
    .get();
  looked.close();
  const file = openSync(database, 'r+');
  writeSync(file, new Uint8Array(4096), 0, 4096, ((row?.page ?? 0) - 1) * 4096);
  closeSync(file);
}
const cut = (bytes: number) => (database: string) =>
  truncateSync(database, statSync(database).size - bytes);

test.each([
  ['a page of messages that was zeroed', zeroLeaf],
  ['100 bytes less', cut(100)],
  ['4095 bytes less', cut(4095)],
  ['4096 bytes less', cut(4096)],
])('%s: it is said in a sentence, and nothing is written', async (_, harm) => {
  const folder = copyChanged(harm);
  for (const more of [['--dry-run'], []]) {
    const target = join(move.root, `target ${copies}`);
    const ended = await runProgram(['import', folder, '--data-dir', target, ...more], {});
    expect([ended.code, ended.out, ended.err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(ended.err).toContain('is damaged');
    expect(() => statSync(target)).toThrow('ENOENT');
  }
});

test('serve over data of the first releases says what it is, and touches no byte', async () => {
  const folder = copyChanged((database) => {
    const old = new Database(database);
    old.run('DROP TABLE conversation_participants');
    old.close();
  });
  const before = stampOf(folder);
  const dataDir = join(folder, 'data');
  const bytes = readFileSync(join(dataDir, 'payambar.db'));
  const ended = await runProgram([], { DATA_DIR: dataDir, PORT: '0' });
  expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('payambar import')]);
  expect(readFileSync(join(dataDir, 'payambar.db'))).toEqual(bytes);
  const target = join(move.root, 'first');
  const brought = await runProgram(['import', folder, '--data-dir', target, '--json'], {});
  expect(brought.code).toBe(0);
  expect(JSON.parse(brought.out).oddities?.message_no_chat).toBeUndefined();
  expect(before).toBeDefined();
});

test('an answered call without its length is a call of no seconds; words about calls are words', () => {
  expect(toCall('📞 تماس صوتی')).toEqual({ media: 'audio', seconds: 0 });
  expect(toCall('تماس صوتی (۰۲:۱۵)')).toEqual({ media: 'audio', seconds: 135 });
  expect(toCall('تماس صوتی بگیر')).toBeUndefined();
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTarPacker } from 'modern-tar';
import { tempDir } from '../helpers/program.ts';
import { addFile, backUp, footprint, openInstance, payambar, send } from './instance.ts';

const folder = tempDir();
const at = (name: string) => join(folder.path, name);
const dataDir = at('data');
const target = at('target');
let good: Buffer;

beforeAll(async () => {
  const instance = await openInstance(dataDir);
  for (const text of ['سلام', 'hello']) await send(instance, text);
  addFile(instance, crypto.getRandomValues(new Uint8Array(200_000)));
  await instance.program.stop();
  await backUp(dataDir, '--output', at('good'));
  good = readFileSync(at('good'));
  // What is there must be there afterwards, byte by byte.
  mkdirSync(join(target, 'files'), { recursive: true });
  writeFileSync(join(target, 'payambar.db'), 'the old data');
  writeFileSync(join(target, 'files/a'), 'an old file');
});
afterAll(() => folder[Symbol.dispose]());

/** Restores over old data and into an empty place: both are as before, and the sentence is the same. */
async function refusedBy(args: string[], env = {}): Promise<{ code: number; err: string }> {
  const before = footprint(target);
  const replaced = await payambar(['restore', ...args, '--replace'], target, env);
  expect([footprint(target), replaced.out]).toEqual([before, '']);
  const empty = await payambar(['restore', ...args], at('empty'), env);
  expect([existsSync(at('empty')), empty.code]).toEqual([false, replaced.code]);
  expect(empty.err.trim().split('\n').at(-1)).toBe(replaced.err.trim().split('\n').at(-1));
  return { code: replaced.code, err: replaced.err };
}

function writeArchive(bytes: Uint8Array): string {
  writeFileSync(at('given'), bytes);
  return at('given');
}

const flipByte = (place: number): Buffer => {
  const bytes = Buffer.from(good);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 0xff, place);
  return bytes;
};

/** Makes an archive by hand: a manifest that says `claims`, then entries of any name. */
async function archive(claims: object, entries: Record<string, string>): Promise<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const all = { 'manifest.json': JSON.stringify(claims), ...entries };
  for (const [name, text] of Object.entries(all)) {
    const bytes = new TextEncoder().encode(text);
    const writer = controller.add({ name, size: bytes.length }).getWriter();
    await writer.write(bytes);
    await writer.close();
  }
  controller.finalize();
  return Bun.zstdCompressSync(new Uint8Array(await new Response(readable).arrayBuffer()));
}

const sha256 = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest('hex');
const CLAIMS = { format: 1, app: '9.0.0', schema: 1, created: 1, missing: [], changed: [] };
const COUNTS = { users: 0, chats: 0, messages: 0, files: 0 };
const claiming = (paths: string[], text: string) => ({
  ...CLAIMS,
  counts: COUNTS,
  entries: paths.map((path) => ({ path, size: text.length, sha256: sha256(text) })),
});

test('the good one is restored: the premise of all that follows', async () => {
  expect((await payambar(['restore', at('good')], at('new'))).code).toBe(0);
});

test.each([0.001, 0.3, 0.99])(
  'a backup that is cut off after %d of it is refused',
  async (share) => {
    const { code, err } = await refusedBy([
      writeArchive(good.subarray(0, Math.ceil(good.length * share))),
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/cut off or was changed|not a backup/);
  },
);

test.each([0.05, 0.5, 0.9])(
  'a backup with one byte changed at %d of it is refused',
  async (share) => {
    const { code, err } = await refusedBy([
      writeArchive(flipByte(Math.floor(good.length * share))),
    ]);
    expect(code).toBe(1);
    expect(err).toContain('damaged');
  },
);

test('a damaged backup is told in a whole sentence, and a library’s own words stand apart, from left to right', async () => {
  writeFileSync(at('cut'), good.subarray(0, Math.ceil(good.length * 0.3)));
  const saidIn = async (LANG: string) =>
    (await payambar(['restore', at('cut')], at('empty'), { LANG })).err.trimEnd().split('\n');
  const persian = await saidIn('fa_IR.UTF-8');
  expect(persian.at(-2)).toMatch(/^پشتیبان خراب است: [^a-z]+\.$/);
  expect(persian.at(-1)).toMatch(/^ {2}جزئیات فنی: \u2066[^\n]*[a-z][^\n]*\u2069$/);
  const english = await saidIn('C.UTF-8');
  expect(english.at(-2)).toEndWith('Use another one.');
  expect(english.at(-1)).toMatch(/^ {2}Details: \S/);
});

test('a backup with content that its manifest does not vouch for is refused', async () => {
  const other = await archive(claiming(['payambar.db'], 'abc'), { 'payambar.db': 'xyz' });
  expect((await refusedBy([writeArchive(other)])).err).toContain('damaged');
  const no = await archive(claiming(['payambar.db'], 'abc'), { 'payambar.db': 'abc' });
  expect((await refusedBy([writeArchive(no)])).err).toContain('Details: payambar.db\n');
});

test.each(['../escaped', '/tmp/escaped', 'files/../../escaped', 'files/aa/../../escaped'])(
  'an entry called %s is not unpacked, listed or not',
  async (path) => {
    const listed = await archive(claiming(['payambar.db', path], 'a'), { [path]: 'a' });
    const unlisted = await archive(claiming(['payambar.db'], 'a'), { [path]: 'a' });
    for (const bytes of [listed, unlisted]) {
      expect((await refusedBy([writeArchive(bytes)])).err).toContain('damaged');
    }
    for (const place of [at('escaped'), '/tmp/escaped', join(target, 'escaped')]) {
      expect(existsSync(place)).toBe(false);
    }
  },
);

/** Makes a backup whose list of files claims a length, and is cut off at once. */
function claimingList(mb: number): Uint8Array {
  const header = Buffer.alloc(512);
  header.write('manifest.json');
  header.write('0000600\0', 100);
  header.write(`${(mb << 20).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0        0', 136);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Bun.zstdCompressSync(Buffer.concat([header, Buffer.alloc(4096, 'x')]));
}

test('a list of files that would fill the memory is refused by its length, before it is read', async () => {
  // The premise: it is the length that is refused, not the form.
  const read = await refusedBy([writeArchive(claimingList(64))]);
  expect([read.code, read.err]).toEqual([1, expect.stringContaining('cut off')]);
  const { code, err } = await refusedBy([writeArchive(claimingList(65))]);
  expect([code, err]).toEqual([1, expect.stringContaining('list of files has 65 MB')]);
  const persian = await payambar(['verify', at('given')], target, { LANG: 'fa_IR.UTF-8' });
  expect([persian.code, persian.err]).toEqual([1, expect.stringContaining('۶۵ مگابایت')]);
});

test('a backup of a newer program is refused, with the version that can restore it', async () => {
  const form = await archive({ ...CLAIMS, format: 2 }, {});
  const schema = await archive({ ...CLAIMS, schema: 999 }, {});
  for (const bytes of [form, schema]) {
    const { code, err } = await refusedBy([writeArchive(bytes)]);
    expect(code).toBe(5);
    expect(err).toContain('made by Payambar 9.0.0');
    expect(err).toContain('with that version or a newer one');
  }
});

test('what is no backup, or is not there, is refused in one sentence, in Persian too', async () => {
  const picture = await refusedBy([writeArchive(crypto.getRandomValues(new Uint8Array(5000)))]);
  expect([picture.code, picture.err]).toEqual([1, expect.stringContaining('not a backup')]);
  const foreign = await refusedBy([writeArchive(Bun.zstdCompressSync('not a tar'))]);
  expect(foreign.code).toBe(1);
  const nowhere = await refusedBy([at('nowhere')], { LANG: 'fa_IR.UTF-8' });
  expect(nowhere).toEqual({ code: 1, err: `${at('nowhere')} خوانده نمی‌شود: وجود ندارد.\n` });
});

test('a wrong passphrase, or a key that was not meant, opens nothing', async () => {
  await Bun.write(at('right'), 'right\n');
  await Bun.write(at('wrong'), 'wrong\n');
  const { file } = await backUp(dataDir, '--passphrase-file', at('right'));
  const { err } = await refusedBy([file, '--passphrase-file', at('wrong')]);
  expect(err).toContain('does not open the backup');
  const text = readFileSync(file);
  const cut = await refusedBy([
    writeArchive(text.subarray(0, -9)),
    '--passphrase-file',
    at('right'),
  ]);
  expect(cut.err).toContain('damaged');
});

test('data that is there is not touched without being told to, and then it is kept', async () => {
  const before = footprint(target);
  const { code, err } = await payambar(['restore', at('good')], target);
  expect([code, footprint(target)]).toEqual([5, before]);
  expect(err).toContain('--replace');
  const replaced = await payambar(['restore', at('good'), '--replace', '--json'], target);
  const { aside } = JSON.parse(replaced.out);
  expect(aside).toStartWith(`${target}.before-restore-`);
  expect(footprint(aside)).toEqual(before);
  expect((await payambar(['verify'], target)).code).toBe(0);
});

test('while a server runs on the data nothing is restored over it', async () => {
  const instance = await openInstance(at('lived-in'));
  const { code, err } = await payambar(['restore', at('good'), '--replace'], at('lived-in'));
  expect([code, err]).toEqual([5, expect.stringContaining('A server is running on')]);
  await send(instance, 'still here');
  await instance.program.stop();
});

test('a database that is not ours is neither backed up nor called sound', async () => {
  mkdirSync(at('foreign'));
  writeFileSync(join(at('foreign'), 'payambar.db'), 'a shopping list'.repeat(100));
  for (const command of ['backup', 'verify']) {
    const { code, err } = await payambar([command], at('foreign'));
    expect([code, err]).toEqual([1, expect.stringContaining('not a database of Payambar')]);
    const nothing = await payambar([command], at('nobody'));
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('no database at')]);
  }
  expect(existsSync(at('nobody'))).toBe(false);
});

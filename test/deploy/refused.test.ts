import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  copyFileSync,
  linkSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { lockData } from '../../db/engine/lock.ts';
import { untilAnswering } from './lib/conversation.ts';
import { type Installation, installation } from './lib/installation.ts';
import { buildVariants, NEXT, pair, signFile, type Variants } from './lib/variants.ts';

const keys = pair();
let variants: Variants;
let place: Installation;
let good: string;
beforeAll(async () => {
  variants = await buildVariants(keys.publicKey);
  place = await installation(variants.current);
  place.start();
  await untilAnswering(place.url);
  good = file('good', variants.next);
  await signFile(good, keys.privateKey);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  variants[Symbol.dispose]();
});

/** Links an executable, which is not changed, under a name of the test's. */
function file(name: string, of: string): string {
  const path = join(variants.dir, name);
  linkSync(of, path);
  return path;
}

/** Makes a copy of the new version with one byte changed. */
function copyWithByte(name: string, at: number, byte: number): string {
  const path = join(variants.dir, name);
  copyFileSync(variants.next, path);
  writeSync(openSync(path, 'r+'), Buffer.from([byte]), 0, 1, at);
  return path;
}

const stateOf = async () => ({
  program: statSync(place.executable).ino,
  files: readdirSync(place.dir).sort(),
  data: readdirSync(place.dataDir).sort(),
  server: await Bun.file(join(place.dataDir, 'running.json')).json(),
});

const CASES: [what: string, make: () => Promise<string[]>, code: number, sentence: RegExp][] = [
  [
    'a file signed by another key',
    async () => {
      const path = file('other-key', variants.next);
      await signFile(path, pair().privateKey);
      return [path];
    },
    4,
    /was not made with the key of those who made this Payambar/,
  ],
  [
    'a file that was changed after it was signed',
    async () => [
      copyWithByte('tampered', statSync(variants.next).size - 100, 7),
      '--signature',
      `${good}.sig`,
    ],
    4,
    /tampered is damaged, or not the file that was vouched for/,
  ],
  [
    'a file that was cut short',
    async () => {
      const path = join(variants.dir, 'short');
      writeFileSync(
        path,
        Buffer.from(await Bun.file(variants.next).slice(0, 5_000_000).arrayBuffer()),
      );
      return [path, '--signature', `${good}.sig`];
    },
    4,
    /short is damaged/,
  ],
  [
    'a statement that was changed after it was signed',
    async () => {
      const path = join(variants.dir, 'changed.sig');
      const text = await Bun.file(`${good}.sig`).text();
      writeFileSync(path, text.replace(NEXT, '9.9.8'));
      return [good, '--signature', path];
    },
    4,
    /was not made with the key/,
  ],
  [
    'something else in place of the signature',
    async () => {
      writeFileSync(join(variants.dir, 'nonsense.sig'), 'hello');
      return [good, '--signature', join(variants.dir, 'nonsense.sig')];
    },
    4,
    /nonsense.sig is no signature/,
  ],
  ['no signature', async () => [file('bare', variants.next)], 2, /bare.sig is missing/],
  ['no file', async () => ['/nowhere/payambar'], 2, /There is no file \/nowhere\/payambar/],
  [
    'a text',
    async () => [import.meta.path, '--sha256', 'a'.repeat(64)],
    4,
    /refused.test.ts is no Linux program/,
  ],
  [
    'a program for another processor',
    async () => [
      copyWithByte('other', 18, process.arch === 'x64' ? 183 : 62),
      '--sha256',
      'a'.repeat(64),
    ],
    4,
    /other is for (arm64|x64), this machine is (x64|arm64)/,
  ],
  ['a wrong sum', async () => [good, '--sha256', 'a'.repeat(64)], 4, /its SHA-256 is another/],
  ['no sum', async () => [good, '--sha256', 'abc'], 2, /64 hexadecimal digits/],
  [
    'another program, signed by our own key',
    async () => {
      const path = join(variants.dir, 'other-program');
      copyFileSync('/bin/true', path);
      await signFile(path, keys.privateKey);
      return [path];
    },
    4,
    /does not say that it is a Payambar/,
  ],
  [
    'a Payambar that says another version than its signature',
    async () => {
      const path = file('lying', variants.next);
      await signFile(path, keys.privateKey, { version: '10.0.0' });
      return [path];
    },
    4,
    /says another version of itself/,
  ],
  ['no seconds', async () => [good, '--wait', 'soon'], 2, /whole number of seconds/],
];

test.each(CASES)(
  '%s is refused by one sentence, and nothing is changed',
  async (_, make, code, sentence) => {
    const [path = '', ...more] = await make();
    const before = await stateOf();
    const ended = await place.update(path, ...more);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(sentence);
    expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
    expect(await stateOf()).toEqual(before);
  },
);

test('a second update meanwhile is refused; so is one when nobody knows how to restart the server', async () => {
  const lock = lockData(`${place.executable}.update`);
  const busy = await place.update(good);
  lock.release();
  expect([busy.code, busy.err]).toEqual([
    5,
    'Another update is in progress. Nothing was changed.\n',
  ]);
  const { server } = await stateOf();
  const alone = await place.run(['update', good]);
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('Say it with --service')]);
  expect((await stateOf()).server).toEqual(server);
});

test('it says so in Persian, too', async () => {
  const { err } = await place.run(['update', join(variants.dir, 'bare')], { LANG: 'fa_IR.UTF-8' });
  expect(err).toContain('نیست. آن را کنار فایل بگذارید');
});

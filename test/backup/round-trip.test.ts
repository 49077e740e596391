import { expect, test } from 'bun:test';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, tempDir } from '../helpers/program.ts';
import {
  addFile,
  backUp,
  openInstance,
  pathOf,
  payambar,
  send,
  textsAt,
  textsIn,
} from './instance.ts';

/** Each step is a process of its own, on a machine that may be busy. */
const BYTES = crypto.getRandomValues(new Uint8Array(300_000));

test('what is backed up hot, destroyed and restored is the same: messages, files, who is signed in', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const file = join(folder.path, 'instance.tar.zst');
  const instance = await openInstance(dataDir);
  for (const text of ['سلام', 'hello']) await send(instance, text);
  const sha256 = addFile(instance, BYTES);
  const made = await backUp(dataDir, '--output', file);
  expect(made).toMatchObject({ code: 0, file, counts: { users: 2, messages: 2, files: 1 } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await send(instance, 'after the backup');
  await instance.program.stop();
  rmSync(dataDir, { recursive: true });

  const restored = await payambar(['restore', file], dataDir);
  expect([restored.code, restored.err]).toEqual([0, '']);
  expect(readFileSync(pathOf(dataDir, sha256)).equals(BYTES)).toBe(true);
  expect((await payambar(['verify'], dataDir)).code).toBe(0);
  const program = await startProgram([], { DATA_DIR: dataDir });
  expect(await textsAt(program.url, instance.sara.token, instance.chatId)).toEqual([
    'hello',
    'سلام',
  ]);
  await program.stop();
});

test('every message that was acknowledged before the backup began is in it, and what is in it is whole', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const instance = await openInstance(dataDir);
  const acknowledged: string[] = [];
  let sending = true;
  const senders = [1, 2, 3, 4].map(async (sender) => {
    for (let n = 0; sending; n++) {
      const text = `${sender} ${n}`;
      await send(instance, text);
      acknowledged.push(text);
    }
  });
  for (let n = 0; n < 20; n++) await send(instance, `first ${n}`);
  const before = [...acknowledged];
  const made = await backUp(dataDir);
  sending = false;
  await Promise.all(senders);
  await instance.program.stop();
  expect(before).not.toEqual([]);
  // The premise: there were writes meanwhile, or the test would prove nothing.
  expect(acknowledged.length).toBeGreaterThan(before.length);

  const other = join(folder.path, 'other');
  expect((await payambar(['restore', made.file], other)).code).toBe(0);
  const verified = await payambar(['verify', '--json'], other);
  expect(JSON.parse(verified.out)).toMatchObject({ sound: true, findings: [] });
  const saved = new Set(textsIn(other));
  expect(before.filter((text) => !saved.has(text))).toEqual([]);
});

test('secrets stay at home when they are asked to', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const instance = await openInstance(dataDir);
  await instance.program.stop();
  const settings = join(folder.path, 'payambar.env');
  await Bun.write(settings, 'SERVER_NAME=خانه\n');
  const [whole, without] = [join(dataDir, 'a.tar.zst'), join(dataDir, 'b.tar.zst')];
  await backUp(dataDir, '--output', whole, '--env-file', settings);
  await backUp(dataDir, '--output', without, '--env-file', settings, '--without-secrets');
  const restoredFrom = async (file: string) => {
    const into = `${file}.restored`;
    expect((await payambar(['restore', file], into)).code).toBe(0);
    return ['secret', 'settings.env'].map((name) => existsSync(join(into, name)));
  };
  expect(await restoredFrom(whole)).toEqual([true, true]);
  expect(await restoredFrom(without)).toEqual([false, false]);
});

test.each([
  ['a passphrase', ['--passphrase-file'], ['--passphrase-file']],
  ['a public key', ['--recipient'], ['--identity-file']],
])('a backup closed by %s is opened by its key and by nothing else', async (_, close, open) => {
  using folder = tempDir();
  const at = (name: string) => join(folder.path, name);
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  await Bun.write(at('key'), close[0] === '--recipient' ? `# mine\n${identity}\n` : 'روز به‌خیر\n');
  const instance = await openInstance(at('data'));
  await send(instance, 'سلام');
  await instance.program.stop();
  const key = close[0] === '--recipient' ? await identityToRecipient(identity) : at('key');
  const { file } = await backUp(at('data'), String(close[0]), key);
  expect(file).toEndWith('.tar.zst.age');
  expect(readFileSync(file).includes('payambar.db')).toBe(false);
  const without = await payambar(['restore', file], at('none'));
  expect([without.code, existsSync(at('none'))]).toEqual([1, false]);
  const opened = await payambar(['restore', file, String(open[0]), at('key')], at('new'));
  expect([opened.code, opened.err]).toEqual([0, expect.not.stringContaining('damaged')]);
  expect((await payambar(['verify'], at('new'))).code).toBe(0);
});

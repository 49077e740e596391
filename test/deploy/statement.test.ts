import { expect, test } from 'bun:test';
import { generateKeyPairSync, sign } from 'node:crypto';
import {
  checkSignature,
  keysOf,
  signatureFile,
  statementText,
} from '../../server/cli/update/statement.ts';

const STATEMENT = { version: '1.2.3', target: 'linux-x64', sha256: 'ab'.repeat(32) };
const pair = () => generateKeyPairSync('ed25519');
const pem = ({ publicKey }: ReturnType<typeof pair>) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();
const signedBy = ({ privateKey }: ReturnType<typeof pair>) =>
  signatureFile(STATEMENT, sign(null, Buffer.from(statementText(STATEMENT)), privateKey));

test('a key is renewed by naming the old and the new one: either may sign', () => {
  const [old, renewed, stranger] = [pair(), pair(), pair()];
  const keys = keysOf(pem(old) + pem(renewed));
  expect(keys).toHaveLength(2);
  for (const one of [old, renewed]) expect(checkSignature(signedBy(one), keys)).toEqual(STATEMENT);
  expect(checkSignature(signedBy(stranger), keys)).toBe('other key');
});

test('only Ed25519 keys are taken, and a text without one holds none', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const text = rsa.export({ type: 'spki', format: 'pem' }).toString();
  expect(() => keysOf(text)).toThrow('must be an Ed25519 key');
  expect(keysOf('')).toEqual([]);
});

test.each([
  ['an empty file', () => ''],
  ['another format', () => 'untrusted comment: minisign\nRWQ\n'],
  ['lines after the signature', (good: string) => `${good}more\n`],
  ['a line more in the statement', (good: string) => good.replace('sha256', 'note x\nsha256')],
  ['another system', (good: string) => good.replace('linux-x64', 'darwin-x64')],
  ['a short sum', (good: string) => good.replace('abab', '')],
  ['other ends of lines', (good: string) => good.replaceAll('\n', '\r\n')],
])('%s is no signature', (_, change) => {
  const key = pair();
  const good = signedBy(key);
  const keys = keysOf(pem(key));
  expect(checkSignature(good, keys)).toEqual(STATEMENT);
  expect(checkSignature(change(good), keys)).toBe('malformed');
});

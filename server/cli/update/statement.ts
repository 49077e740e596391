import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/**
 * What a release's signature says of a file, as lines of text: `payambar update 1`, then version, target and SHA-256.
 * The version and target are signed too, so that no other file of the same key can be passed off as this one.
 * The hash instead of the file, since Ed25519 (RFC 8032) wants all of the bytes at once, and a small VPS has no 120 MB
 * to spare.
 */
export type Statement = { version: string; target: string; sha256: string };

const HEAD = 'payambar update 1';
const SHAPE =
  /^payambar update 1\nversion (?<version>[\w.+-]{1,64})\ntarget (?<target>linux-(?:x64|arm64))\nsha256 (?<sha256>[0-9a-f]{64})\nsignature (?<signature>[\w+/]{86}==)\n$/;

/** The lines that are signed. */
export function statementText({ version, target, sha256 }: Statement): string {
  return `${HEAD}\nversion ${version}\ntarget ${target}\nsha256 ${sha256}\n`;
}

/** A signature file: the statement, and under it one line with the Ed25519 signature of its bytes. */
export function signatureFile(statement: Statement, signature: Uint8Array): string {
  return `${statementText(statement)}signature ${Buffer.from(signature).toString('base64')}\n`;
}

export type Checked = Statement | 'malformed' | 'other key';

/** The statement of a signature file, when one of `keys` has signed it. */
export function checkSignature(file: string, keys: readonly KeyObject[]): Checked {
  const found = SHAPE.exec(file)?.groups;
  if (!found) return 'malformed';
  const { version = '', target = '', sha256 = '', signature = '' } = found;
  const statement = { version, target, sha256 };
  const signed = Buffer.from(statementText(statement));
  const known = keys.some((key) => verify(null, signed, key, Buffer.from(signature, 'base64')));
  return known ? statement : 'other key';
}

/** Public keys of a text: PEM blocks (SubjectPublicKeyInfo, as `openssl pkey -pubout` writes them), one or more. */
export function keysOf(text: string): KeyObject[] {
  const blocks = text.match(/-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g) ?? [];
  const keys = blocks.map((block) => createPublicKey(block));
  if (keys.some((key) => key.asymmetricKeyType !== 'ed25519'))
    throw new Error('a key for updates must be an Ed25519 key');
  return keys;
}

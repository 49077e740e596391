import type { OldUser } from '../../db/legacy/rows.ts';
import { legacyText } from '../../db/legacy/rows.ts';

/**
 * New ids are made of a secret of the source and the old id: a second run, here or into an empty place, makes the same
 * ones, and they cannot be guessed (the first person's password hash is in the seed; names and times are public there).
 */
export type Identity = ReturnType<typeof createIdentity>;

export function seedOf(users: readonly OldUser[]): string {
  const first = users[0];
  const parts = first
    ? [first.id, first.username, first.created_at, first.password_hash].map(legacyText)
    : [];
  return digest(JSON.stringify(['payambar import', ...parts])).toString('base64url');
}

export function createIdentity(seed: string) {
  const bytesOf = (kind: string, old: string): Buffer =>
    new Bun.CryptoHasher('sha256', seed).update(`${kind}:${old}`).digest();
  return {
    seed,
    /** Names the source in `imported`. */
    source: digest(seed).subarray(0, 8).toString('base64url'),
    /** 64 bits, as our own ids are. */
    id: (kind: 'user' | 'chat' | 'file' | 'avatar', old: string): string =>
      bytesOf(kind, old).subarray(0, 8).toString('base64url'),
    /** A UUIDv7 (RFC 9562 §5.7) of the message's own time: the index of client ids stays in order. `part`: of a long one. */
    clientId(old: string, part: number, at: number): string {
      const bytes = bytesOf('message', part === 0 ? old : `${old}/${part}`).subarray(0, 16);
      bytes.writeUIntBE(at, 0, 6);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      const cut = (from: number, to: number): string => hex.slice(from, to);
      return `${cut(0, 8)}-${cut(8, 12)}-${cut(12, 16)}-${cut(16, 20)}-${cut(20, 32)}`;
    },
  };
}

function digest(text: string): Buffer {
  return new Bun.CryptoHasher('sha256').update(text).digest();
}

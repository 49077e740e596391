import { createHash } from 'node:crypto';
import type { Ids } from '../deps.ts';

/** `words` times 64 random bits, 11 characters of base64url each. */
export function newSecret(ids: Ids, words: number): string {
  return Array.from({ length: words }, () => ids.next()).join('');
}

/** What is kept of a secret: its hash, and the secret is too random to be found by trying. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

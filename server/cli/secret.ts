import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The secret of the data folder, made at the first start. There is no default: one that everybody knows would sign
 * anybody in as anybody (original #21). Only its owner may read the file.
 */
export function secretOf(dataDir: string): string {
  const file = join(dataDir, 'secret');
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept.length >= 32) return kept;
  }
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'w' });
  return made;
}

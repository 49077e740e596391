import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_SECRET } from '../../db/engine/move-marks.ts';
import type { LocalizedText } from '../../db/engine/user-error.ts';
import type { Db } from '../../db/stores.ts';
import { placeText } from '../cli/lib/atomic-write.ts';
import { StartError } from './listener.ts';

const LEAST = 32;

/** Another secret in its place would end every session without a visible reason. */
const short = (file: string): LocalizedText => ({
  en: `${file} is shorter than ${LEAST} characters: it was cut off, or written by hand. Put the old one back, or delete it: the next start makes another.`,
  fa: `${file} کوتاه‌تر از ${LEAST.toLocaleString('fa')} نویسه است: بریده یا دستی نوشته شده است. قبلی را برگردانید، یا پاکش کنید تا اجرای بعدی یکی تازه بسازد.`,
});

/**
 * The secret of the data folder, made at the first start. There is no default: with a known secret any client could
 * sign in to any account. Only its owner may read the file.
 */
export function secretOf(dataDir: string): string {
  const file = join(dataDir, 'secret');
  const kept = readSecret(file);
  if (kept !== undefined) return kept;
  const made = makeSecret();
  // By a rename: one that is cut off would be too short.
  placeText(`${made}\n`, file, 0o600);
  return made;
}

/**
 * The secret that all nodes of a database share, made by the first of them. Where this node was the only one before, it
 * is the one of its data folder, so that nobody is signed out.
 */
export async function sharedSecretOf(db: Db, dataDir: string): Promise<string> {
  const offered = readSecret(join(dataDir, 'secret')) ?? makeSecret();
  return db.write(function* () {
    const kept = yield* db.settings.get(SHARED_SECRET);
    if (kept !== undefined) return kept;
    yield* db.settings.set(SHARED_SECRET, offered);
    return offered;
  });
}

function readSecret(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const kept = readFileSync(file, 'utf8').trim();
  if (kept.length >= LEAST) return kept;
  if (kept !== '') throw new StartError(short(file));
  return undefined;
}

const makeSecret = (): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');

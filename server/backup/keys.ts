import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { BackupError } from './errors.ts';

/** How a backup is encrypted: by a passphrase, or for the holder of the identity of a recipient (`age1…`). */
export type Lock = { passphrase: string } | { recipients: readonly string[] };
/** What may open one. */
export type Keys = { passphrase?: string; identities?: readonly string[] };

/**
 * age's work for a passphrase is 2^18 rounds with 256 MiB; on the smallest servers that does not fit beside what runs.
 * 2^17 with 128 MiB is what OWASP's cheat sheet on storing passwords asks of scrypt.
 */
const SCRYPT_LOG_N = 17;

export const AGE_MAGIC = 'age-encryption.org/v1';

/**
 * Gives the encrypter and the keys to read the file back with. What is encrypted for a recipient could not be read back
 * here: it is also encrypted for an identity that is made now, kept in memory, and gone afterwards.
 */
export async function lockWith(lock: Lock): Promise<{ encrypter: Encrypter; keys: Keys }> {
  const encrypter = new Encrypter();
  if ('passphrase' in lock) {
    encrypter.setScryptWorkFactor(SCRYPT_LOG_N);
    encrypter.setPassphrase(lock.passphrase);
    return { encrypter, keys: { passphrase: lock.passphrase } };
  }
  for (const recipient of lock.recipients) addRecipient(encrypter, recipient);
  const own = await generateX25519Identity();
  encrypter.addRecipient(await identityToRecipient(own));
  return { encrypter, keys: { identities: [own] } };
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new BackupError('badRecipient', { recipient });
  }
}

/** Opens what age has closed. `stanzas`: the kinds of locks that its header names. */
export async function openSecret(
  encrypted: ReadableStream<Uint8Array>,
  keys: Keys,
  byPassphrase: boolean,
): Promise<ReadableStream<Uint8Array>> {
  if (byPassphrase && keys.passphrase === undefined) throw new BackupError('needPassphrase');
  if (!byPassphrase && !keys.identities?.length) throw new BackupError('needIdentity');
  const decrypter = new Decrypter();
  if (keys.passphrase !== undefined) decrypter.addPassphrase(keys.passphrase);
  for (const identity of keys.identities ?? []) addIdentity(decrypter, identity);
  try {
    return await decrypter.decrypt(encrypted);
  } catch (error) {
    // The library's sentence when no key fits; all else means that the header itself is broken.
    const noKey = error instanceof Error && /no identity matched/.test(error.message);
    throw new BackupError(noKey ? 'wrongKey' : 'damaged', { what: 'age' });
  }
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new BackupError('badIdentity');
  }
}

/** The lines of an identity file that `age-keygen` writes: comments start with `#`. */
export function identitiesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

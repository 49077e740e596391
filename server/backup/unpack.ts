import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { type Bytes, type CountTick, countBytes, decompress } from './bytes.ts';
import { BackupError, isSystemError } from './errors.ts';
import { MANIFEST, type Manifest, type ManifestEntry, parseManifest } from './format.ts';
import { AGE_MAGIC, type Keys, openSecret } from './keys.ts';

/** What is done with each entry; when it returns nothing, the bytes are only hashed. */
type TakeEntry = (entry: ManifestEntry, manifest: Manifest) => Promise<Sink | undefined>;
export type Sink = { write(chunk: Uint8Array): Promise<void>; close(): Promise<void> };

/** The path of a backup, or one that is open: root opens what only root may read, and reads on as another user. */
export type Archive = { path: string; descriptor?: number };

const ZSTD_MAGIC = '28b52ffd';
const HEAD_BYTES = 4096;
/**
 * A manifest is kept in memory, and the maker of the backup may have made it long. An entry has 170 bytes: this is room
 * for 380,000 files, and `verify` takes 360 MB for as many, where deploy/compose.yaml gives 512. A longer backup is
 * refused while it is made, when it is read back.
 */
const MANIFEST_MB = 64;

/**
 * Reads a backup from its first byte to its last, and holds every entry against the manifest. Ticks bytes of the file.
 * Whatever is not as it was written ends it with a `BackupError`; nothing that was taken until then is to be trusted.
 */
export async function readArchive(
  archive: Archive,
  keys: Keys,
  { take = async () => undefined, tick = () => {} }: { take?: TakeEntry; tick?: CountTick } = {},
): Promise<Manifest> {
  try {
    const lock = lockOf(archive);
    const { path, descriptor } = archive;
    const file = descriptor === undefined ? Bun.file(path) : Bun.file(descriptor);
    const bytes = countBytes(file.stream(), tick);
    const compressed =
      lock === 'none' ? bytes : await openSecret(bytes, keys, lock === 'passphrase');
    return await readEntries(decompress(compressed), take);
  } catch (error) {
    if (error instanceof BackupError || isSystemError(error)) throw error;
    // Each decoder has its own words for bytes that are cut off or changed.
    throw new BackupError('damaged', { what: error instanceof Error ? error.message : '' });
  }
}

/** By the first bytes: how the file is closed. Refuses what is no backup of ours. */
export function lockOf(archive: Archive): 'none' | 'passphrase' | 'recipient' {
  const { path } = archive;
  const head = headOf(archive);
  if (head.subarray(0, 4).toString('hex') === ZSTD_MAGIC) return 'none';
  const text = head.toString('latin1');
  if (!text.startsWith(AGE_MAGIC)) throw new BackupError('notABackup', { path });
  return text.includes('\n-> scrypt ') ? 'passphrase' : 'recipient';
}

export const entryBytes = (archive: Archive): number =>
  withOpened(archive, (file) => fstatSync(file).size);

const headOf = (archive: Archive): Buffer =>
  withOpened(archive, (file) => {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(file, head, 0, HEAD_BYTES, 0));
  });

function withOpened<T>({ path, descriptor }: Archive, read: (file: number) => T): T {
  try {
    const file = descriptor ?? openSync(path, 'r');
    try {
      return read(file);
    } finally {
      if (descriptor === undefined) closeSync(file);
    }
  } catch (error) {
    const code = isSystemError(error) ? error.code : String(error);
    throw new BackupError('unreadable', { path, code });
  }
}

async function readEntries(tar: Bytes, take: TakeEntry): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const waiting = new Map<string, ManifestEntry>();
  for await (const entry of tar.pipeThrough(createTarDecoder({ strict: true }))) {
    if (manifest === undefined) {
      manifest = await readManifest(entry);
      for (const listed of manifest.entries) waiting.set(listed.path, listed);
      continue;
    }
    const listed = waiting.get(entry.header.name);
    if (listed === undefined || entry.header.type !== 'file') throw damaged(entry.header.name);
    waiting.delete(listed.path);
    await readEntry(entry, listed, await take(listed, manifest));
  }
  const [lost] = waiting.keys();
  if (manifest === undefined || lost !== undefined) throw damaged(lost ?? MANIFEST);
  return manifest;
}

async function readManifest({ header, body }: ParsedTarEntry): Promise<Manifest> {
  if (header.name !== MANIFEST) throw new BackupError('notABackup');
  // By the size that is claimed, before a byte of it is taken: the decoder hands on no more than that.
  if (header.size > MANIFEST_MB << 20) {
    const size = Math.ceil(header.size / (1 << 20));
    throw new BackupError('listLong', { size, most: MANIFEST_MB });
  }
  return parseManifest(await new Response(body).text());
}

async function readEntry({ header, body }: ParsedTarEntry, listed: ManifestEntry, sink?: Sink) {
  try {
    const hash = new Bun.CryptoHasher('sha256');
    if (header.size !== listed.size) throw damaged(listed.path);
    for await (const chunk of body) {
      hash.update(chunk);
      await sink?.write(chunk);
    }
    if (hash.digest('hex') !== listed.sha256) throw damaged(listed.path);
  } finally {
    await sink?.close();
  }
}

const damaged = (what: string) => new BackupError('damaged', { what });

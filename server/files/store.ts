import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobStore, hashOfBytes } from './blob-store.ts';
import { type ByteStream, mustHash } from './content.ts';
import { NamedLocks } from './locks.ts';

export type FilesStore = ReturnType<typeof createFilesStore>;
type StoredContent = { sha256: string; size: number };

const CHUNK = 256 * 1024;
const SYNC_BYTES = 2 << 20;
const TAKING = '.taking-';
/** What the first part of a file's name in the store is: lower-case hexadecimal, so it can name nothing else. */
const HASH = /^[0-9a-f]{64}$/;

/** Bytes by their SHA-256, in DATA_DIR/files: the same bytes are stored once, whoever sent them and however often. */
export function createFilesStore(dataDir: string) {
  const root = join(dataDir, 'files');
  const chunk = Buffer.allocUnsafe(CHUNK);

  const pathOf = (sha256: string): string => {
    if (!HASH.test(sha256)) throw new Error('no SHA-256');
    return join(root, sha256.slice(0, 2), sha256);
  };

  /**
   * Moves a finished temporary file into its place, over what may be damaged there; a crash before it leaves a file
   * that nothing refers to.
   */
  function settle(temporary: string, sha256: string): void {
    const folder = join(root, sha256.slice(0, 2));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    renameSync(temporary, pathOf(sha256));
    sync(folder);
  }

  const locks = new NamedLocks();
  const temporaryOf = (sha256: string): string => join(root, `${TAKING}${process.pid}-${sha256}`);

  /** Gives what was made under a temporary name its place, in the way that waits for no disk on this thread. */
  async function place(temporary: string, sha256: string): Promise<void> {
    const folder = join(root, sha256.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(temporary, pathOf(sha256));
    await syncFolder(folder);
  }

  const blobs: BlobStore = {
    alone: (contents, work) => locks.hold(contents, work),
    async adopt(sha256, content) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const temporary = temporaryOf(sha256);
      await rm(temporary, { force: true });
      try {
        const { path } = content;
        // A second name costs nothing. Some file systems have none.
        if (path !== undefined) await link(path, temporary).catch(() => copyWhole(path, temporary));
        else await writeAll(mustHash(sha256, content), temporary);
        await place(temporary, sha256);
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async put(bytes) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      const sha256 = hashOfBytes(bytes);
      const temporary = temporaryOf(sha256);
      try {
        await writeFile(temporary, bytes, { mode: 0o600, flush: true });
        await place(temporary, sha256);
      } finally {
        await rm(temporary, { force: true });
      }
      return sha256;
    },
    open: (sha256) => (existsSync(pathOf(sha256)) ? Bun.file(pathOf(sha256)) : undefined),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    async *before(time) {
      for (const folder of await readdir(root).catch(() => [])) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue;
        for (const name of await readdir(join(root, folder))) {
          if (!HASH.test(name)) continue;
          const found = await stat(join(root, folder, name)).catch(() => undefined);
          if (found && Math.max(found.mtimeMs, found.ctimeMs) < time) yield name;
        }
      }
    },
  };

  return {
    ...blobs,
    pathOf,
    /**
     * Temporary files of an import that was killed. Only the process that holds the lock of the data may ask for it.
     */
    removeLeft(): void {
      if (!existsSync(root)) return;
      for (const name of readdirSync(root))
        if (name.startsWith(TAKING)) rmSync(join(root, name), { force: true });
    },
    /** SHA-256 of a file's bytes, of the store or beside it; undefined: it is not there. */
    hash(path: string): string | undefined {
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
      const file = openSync(path, 'r');
      try {
        return read(file, chunk).sha256;
      } finally {
        closeSync(file);
      }
    },
    /**
     * Copies a file in, in bounded memory; it is on disk when this returns. A symbolic link is refused (ELOOP).
     * `reading`: opens it with the rights that this needs; what is written is written without them.
     */
    take(source: string, reading: <T>(work: () => T) => T = (work) => work()): StoredContent {
      mkdirSync(root, { recursive: true, mode: 0o700 });
      const temporary = join(root, `${TAKING}${process.pid}`);
      const from = reading(() => openSync(source, constants.O_RDONLY | constants.O_NOFOLLOW));
      try {
        const stored = copy(from, temporary, chunk);
        settle(temporary, stored.sha256);
        return stored;
      } finally {
        closeSync(from);
        rmSync(temporary, { force: true });
      }
    },
  };
}

function copy(from: number, target: string, chunk: Buffer): StoredContent {
  const to = openSync(target, 'w', 0o600);
  try {
    const stored = read(from, chunk, (part) => {
      for (let done = 0; done < part.length; ) done += writeSync(to, part, done);
    });
    fsyncSync(to);
    return stored;
  } finally {
    closeSync(to);
  }
}

function read(from: number, chunk: Buffer, take: (part: Buffer) => void = () => {}): StoredContent {
  const hash = new Bun.CryptoHasher('sha256');
  let size = 0;
  for (let read = readSync(from, chunk); read > 0; read = readSync(from, chunk)) {
    const part = chunk.subarray(0, read);
    hash.update(part);
    take(part);
    size += read;
  }
  return { sha256: hash.digest('hex'), size };
}

/** A new name is in its folder for good only when the folder is on disk. */
function sync(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

async function copyWhole(source: string, target: string): Promise<void> {
  await copyFile(source, target);
  await using copied = await open(target, 'r+');
  await copied.datasync();
}

/** Synced now and then: what waits in the system's memory is written before the log of the database is. */
async function writeAll(bytes: ByteStream, target: string): Promise<void> {
  await using file = await open(target, 'wx', 0o600);
  let unsynced = 0;
  for await (const chunk of bytes) {
    for (let done = 0; done < chunk.length; )
      done += (await file.write(chunk, done, chunk.length - done)).bytesWritten;
    unsynced += chunk.length;
    if (unsynced < SYNC_BYTES) continue;
    await file.datasync();
    unsynced = 0;
  }
  await file.datasync();
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

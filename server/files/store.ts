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
import { join } from 'node:path';

export type FilesStore = ReturnType<typeof createFilesStore>;
type StoredContent = { sha256: string; size: number };

const CHUNK = 256 * 1024;
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

  return {
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

import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Puts a copy of `source` at `target` by one rename: a reader finds the old file or the new one, whole. */
export function placeCopy(source: string, target: string, mode: number): void {
  place(target, mode, (made) => copyFileSync(source, made, constants.COPYFILE_FICLONE));
}

export function placeText(text: string, target: string, mode: number): void {
  place(target, mode, (made) => writeFileSync(made, text));
}

function place(target: string, mode: number, write: (made: string) => void): void {
  const made = `${target}.new`;
  try {
    write(made);
    chmodSync(made, mode);
    flush(made);
    renameSync(made, target);
    flush(dirname(target));
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
}

/** To the disk itself: a power cut after a rename may otherwise leave an empty file under the new name. */
export function flush(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}

const CHUNK = 1 << 20;

/** Whether two files hold the same bytes. */
export function sameFile(one: string, other: string): boolean {
  if (!existsSync(one) || !existsSync(other)) return false;
  const [first, second] = [statSync(one), statSync(other)];
  if (first.ino === second.ino && first.dev === second.dev) return true;
  if (first.size !== second.size) return false;
  const files = [openSync(one, 'r'), openSync(other, 'r')] as const;
  const chunks = [Buffer.alloc(CHUNK), Buffer.alloc(CHUNK)] as const;
  try {
    for (;;) {
      const read = readSync(files[0], chunks[0], 0, CHUNK, null);
      readSync(files[1], chunks[1], 0, CHUNK, null);
      if (read === 0) return true;
      if (chunks[0].subarray(0, read).compare(chunks[1].subarray(0, read)) !== 0) return false;
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}

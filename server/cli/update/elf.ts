import { closeSync, openSync, readSync } from 'node:fs';

const MAGIC = '7f454c46';
/** e_machine (System V ABI, gABI 4.1 and the processors' supplements). */
const MACHINES: Record<number, string> = { 62: 'x64', 183: 'arm64' };

/** The processor of a 64-bit, little-endian ELF executable, by Node's name for it; undefined for any other file. */
export function machineOf(path: string): string | undefined {
  const head = Buffer.alloc(20);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, head, 0, head.length, 0) < head.length) return undefined;
  } finally {
    closeSync(file);
  }
  const is64 = head[4] === 2 && head[5] === 1;
  if (head.toString('hex', 0, 4) !== MAGIC || !is64) return undefined;
  return MACHINES[head.readUInt16LE(18)];
}

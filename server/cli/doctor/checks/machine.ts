import { dlopen, ptr } from 'bun:ffi';
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { type Finding, toFinding } from '../finding.ts';

const MB = 1 << 20;

export function readSystemText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Processor and memory. */
export function checkProcessor(): Finding[] {
  const memoryMb = Math.floor(totalmem() / MB);
  const flags = /^flags\s*:(.*)$/m.exec(readSystemText('/proc/cpuinfo'))?.[1]?.split(' ') ?? [];
  if (process.arch === 'x64' && flags.length > 0 && !flags.includes('sse4_2'))
    return [toFinding('cpu.old')];
  const features = process.arch === 'x64' ? (flags.includes('avx2') ? 'AVX2' : 'SSE4.2') : 'arm64';
  // What 256 MB are called after the kernel has taken its part.
  if (memoryMb < 200) return [toFinding('cpu.memory', { memoryMb })];
  return [toFinding('cpu.ok', { cores: availableParallelism(), memoryMb, features })];
}

/** adjtimex(2): `struct timex` of 64-bit Linux, 208 bytes, `status` at 40. With no modes set it only tells. */
const TIMEX = 208;
const STATUS_AT = 40;
const STA_UNSYNC = 0x40;
const TIME_ERROR = 5;

/** Whether the kernel holds the clock for right; chrony, ntpd and systemd-timesyncd tell it. */
export function checkClock(): Finding[] {
  if (process.platform !== 'linux') return [];
  const { symbols, close } = dlopen('libc.so.6', {
    adjtimex: { args: ['ptr'], returns: 'i32' },
  });
  const timex = Buffer.alloc(TIMEX);
  const state = symbols.adjtimex(ptr(timex));
  close();
  const unsynced = state === TIME_ERROR || (timex.readInt32LE(STATUS_AT) & STA_UNSYNC) !== 0;
  return [toFinding(state < 0 || unsynced ? 'clock.unsynced' : 'clock.ok')];
}

/** Since Linux 5.18 the pool is 256 bits and always full. */
const FULL = 256;

export function checkEntropy(): Finding[] {
  const bits = Number(readSystemText('/proc/sys/kernel/random/entropy_avail') || FULL);
  return [bits < FULL ? toFinding('entropy.little', { bits }) : toFinding('entropy.ok')];
}

const OLDEST_MINOR = 17;

export function checkLibc(): Finding[] {
  if (process.platform !== 'linux') return [];
  const { symbols, close } = dlopen('libc.so.6', {
    gnu_get_libc_version: { args: [], returns: 'cstring' },
  });
  const version = String(symbols.gnu_get_libc_version());
  close();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const old = major < 2 || (major === 2 && minor < OLDEST_MINOR);
  return [toFinding(old ? 'libc.old' : 'libc.ok', { version })];
}

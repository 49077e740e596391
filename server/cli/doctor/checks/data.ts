import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../config.ts';
import { leastFree } from '../../../files/least-free.ts';
import { type Finding, toFinding } from '../finding.ts';

/** statfs(2), f_type. */
const MEMORY: Record<number, string> = { 16914836: 'tmpfs', 2240043254: 'ramfs' };
const NETWORK: Record<number, string> = {
  26985: 'NFS',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  20859: 'SMB',
  16914839: '9p',
};
const LAYERS: Record<number, string> = { 2035054128: 'overlay', 1702057286: 'FUSE' };

const OTHERS = 0o077;
const CLOCK_SLACK_MS = 120_000;

/** The data folder: whose it is, who may look inside, and what it lies on. */
export function checkData(dir: string, database: string, now: number): Finding[] {
  if (!existsSync(join(dir, database))) return [toFinding('data.missing', { dir })];
  const faults = [...rights(dir), ...disk(dir)];
  const sound = faults.some(({ level }) => level === 'fault')
    ? []
    : [toFinding('data.ok', { dir })];
  return [...sound, ...faults, ...newest(dir, now)];
}

function rights(dir: string): Finding[] {
  const folder = statSync(dir);
  const inside = readdirSync(dir).map((name) => join(dir, name));
  const findings: Finding[] = [];
  const mode = (bits: number): string => (bits & 0o777).toString(8);
  if (folder.mode & OTHERS)
    findings.push(toFinding('data.open', { path: dir, mode: mode(folder.mode), right: '700' }));
  const strange = inside.find((path) => statOf(path)?.uid !== folder.uid && statOf(path));
  if (strange) {
    const { uid = 0 } = statOf(strange) ?? {};
    findings.push(
      toFinding('data.owner', { path: strange, uid: `${uid}`, owner: `${folder.uid}`, dir }),
    );
  }
  return findings;
}

/** A file may go while one looks. */
const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

function disk(dir: string): Finding[] {
  const type = Number(statfsSync(dir).type) >>> 0;
  if (MEMORY[type]) return [toFinding('data.memory', { dir, kind: MEMORY[type] })];
  if (NETWORK[type]) return [toFinding('data.network', { dir, kind: NETWORK[type] })];
  return LAYERS[type] ? [toFinding('data.layer', { dir, kind: LAYERS[type] })] : [];
}

/** What was written in the future was written before the clock was set back. */
function newest(dir: string, now: number): Finding[] {
  const ahead = readdirSync(dir)
    .map((name) => ({ path: join(dir, name), at: statOf(join(dir, name))?.mtimeMs ?? 0 }))
    .find(({ at }) => at > now + CLOCK_SLACK_MS);
  if (!ahead) return [];
  const minutes = Math.round((ahead.at - now) / 60_000);
  return [toFinding('clock.behind', { path: ahead.path, minutes })];
}

const MB = 1 << 20;
/** Below it a commit may fail while people write. */
const LEAST_MB = 100;
const SPARE_MB = 512;

/** Room for people's messages and files, and for the copy that a backup or an update makes. */
export function checkSpace(
  { dataDir: dir, minFreeBytes }: Pick<Config, 'dataDir' | 'minFreeBytes'>,
  databaseBytes: number,
): Finding[] {
  const { bavail, blocks, bsize, ffree, files } = statfsSync(dir);
  const freeMb = Math.floor((bavail * bsize) / MB);
  const needMb = Math.ceil((2 * databaseBytes) / MB) + SPARE_MB;
  // Some file systems (btrfs) count no inodes.
  if (files > 0 && ffree < 1000) return [toFinding('space.inodes', { dir, left: ffree })];
  if (freeMb < LEAST_MB) return [toFinding('space.low', { dir, freeMb })];
  const leastMb = Math.floor(leastFree(minFreeBytes, blocks * bsize) / MB);
  if (freeMb < leastMb) return [toFinding('space.files', { freeMb, leastMb })];
  return [
    freeMb < needMb
      ? toFinding('space.tight', { freeMb, needMb })
      : toFinding('space.ok', { freeMb }),
  ];
}

import { readdirSync, readlinkSync } from 'node:fs';
import type { DoctorSettings } from '../../../doctor/watch.ts';
import { VERSION } from '../../../version.ts';
import type { RunFile } from '../../lib/run-file.ts';
import { type Finding, toFinding } from '../finding.ts';
import { readSystemText } from './machine.ts';

const FEW = 512;
const TIGHT = 4096;

/** File descriptors of the server that runs: what it may have, and has. */
export function checkDescriptors(pid: number): Finding[] {
  const limits = readSystemText(`/proc/${pid}/limits`);
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.NaN);
  if (Number.isNaN(limit)) return [];
  const used = descriptorsOf(pid).length;
  if (limit < FEW) return [toFinding('descriptors.few', { limit })];
  if (used > 0.8 * limit) return [toFinding('descriptors.used', { used, limit })];
  return [toFinding(limit < TIGHT ? 'descriptors.tight' : 'descriptors.ok', { used, limit })];
}

function descriptorsOf(pid: number | string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
}

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

/** The program that holds a port, where the one who asks may know. */
function holderOf(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  // Columns of /proc/net/tcp (proc(5)): local address, remote, state (0A listens), …, inode.
  const listening = new RegExp(`^\\s*\\d+: [0-9A-F]+:${hex} \\S+ 0A (?:\\S+ ){5}\\s*(\\d+)`, 'm');
  const table = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) =>
    readSystemText(path).replaceAll(/ +/g, ' '),
  );
  const inode = table.map((text) => listening.exec(text)?.[1]).find((found) => found !== undefined);
  if (inode === undefined) return undefined;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const pid = pids.find((id) =>
    descriptorsOf(id).some((fd) => linkOf(`/proc/${id}/fd/${fd}`) === `socket:[${inode}]`),
  );
  return pid ? `${readSystemText(`/proc/${pid}/comm`).trim()} (pid ${pid})` : '?';
}

/** Of a server that does not run: whether it could. */
export function checkFreePort(port: number): Finding[] {
  const who = holderOf(port);
  const facts = { port: `${port}` };
  return [
    who === undefined ? toFinding('port.free', facts) : toFinding('port.taken', { ...facts, who }),
  ];
}

/** Of one that runs: whether people can reach it past its proxy. */
export function checkPort(
  url: string,
  { host, tlsCert }: Pick<DoctorSettings, 'host' | 'tlsCert'>,
  contained: boolean,
): Finding {
  const open = (host === '0.0.0.0' || host === '::') && tlsCert === '' && !contained;
  return toFinding(open ? 'port.open' : 'port.ok', { port: new URL(url).port, host });
}

type Schema = { found: number; known: number } | undefined;

/** The running program, the one that was called, and the data. */
export function checkVersion(schema: Schema, note: RunFile | undefined): Finding[] {
  if (!schema) return [];
  if (schema.found > schema.known) return [toFinding('version.newer', schema)];
  const gone = note !== undefined && linkOf(`/proc/${note.pid}/exe`).endsWith(' (deleted)');
  if (note && (note.version !== VERSION || gone))
    return [toFinding('version.restart', { running: note.version, version: VERSION })];
  if (schema.found < schema.known) return [toFinding('version.older', schema)];
  return [toFinding('version.ok', { version: VERSION, schema: schema.found })];
}

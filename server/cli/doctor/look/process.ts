import { readdirSync, readlinkSync } from 'node:fs';
import type { Told } from '../../../doctor/watch.ts';
import { VERSION } from '../../../version.ts';
import type { RunningNote } from '../../lib/running.ts';
import { type Finding, found } from '../finding.ts';
import { textOf } from './machine.ts';

const FEW = 512;
const TIGHT = 4096;

/** File descriptors of the server that runs: what it may have, and has. */
export function lookAtDescriptors(pid: number): Finding[] {
  const limits = textOf(`/proc/${pid}/limits`);
  const limit = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.NaN);
  if (Number.isNaN(limit)) return [];
  const used = descriptorsOf(pid).length;
  if (limit < FEW) return [found('descriptors.few', { limit })];
  if (used > 0.8 * limit) return [found('descriptors.used', { used, limit })];
  return [found(limit < TIGHT ? 'descriptors.tight' : 'descriptors.ok', { used, limit })];
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
export function holderOf(port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  // Columns of /proc/net/tcp (proc(5)): local address, remote, state (0A listens), …, inode.
  const listening = new RegExp(`^\\s*\\d+: [0-9A-F]+:${hex} \\S+ 0A (?:\\S+ ){5}\\s*(\\d+)`, 'm');
  const table = ['/proc/net/tcp', '/proc/net/tcp6'].map((path) =>
    textOf(path).replaceAll(/ +/g, ' '),
  );
  const inode = table.map((text) => listening.exec(text)?.[1]).find((found) => found !== undefined);
  if (inode === undefined) return undefined;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const pid = pids.find((id) =>
    descriptorsOf(id).some((fd) => linkOf(`/proc/${id}/fd/${fd}`) === `socket:[${inode}]`),
  );
  return pid ? `${textOf(`/proc/${pid}/comm`).trim()} (pid ${pid})` : '?';
}

/** Of a server that does not run: whether it could. */
export function lookAtFreePort(port: number): Finding[] {
  const who = holderOf(port);
  const facts = { port: `${port}` };
  return [who === undefined ? found('port.free', facts) : found('port.taken', { ...facts, who })];
}

/** Of one that runs: whether people can reach it past its proxy. */
export function lookAtPort(
  url: string,
  { host, tlsCert }: Pick<Told, 'host' | 'tlsCert'>,
  contained: boolean,
): Finding {
  const open = (host === '0.0.0.0' || host === '::') && tlsCert === '' && !contained;
  return found(open ? 'port.open' : 'port.ok', { port: new URL(url).port, host });
}

type Schema = { found: number; known: number } | undefined;

/** The running program, the one that was called, and the data. */
export function lookAtVersion(schema: Schema, note: RunningNote | undefined): Finding[] {
  if (!schema) return [];
  if (schema.found > schema.known) return [found('version.newer', schema)];
  const gone = note !== undefined && linkOf(`/proc/${note.pid}/exe`).endsWith(' (deleted)');
  if (note && (note.version !== VERSION || gone))
    return [found('version.restart', { running: note.version, version: VERSION })];
  if (schema.found < schema.known) return [found('version.older', schema)];
  return [found('version.ok', { version: VERSION, schema: schema.found })];
}

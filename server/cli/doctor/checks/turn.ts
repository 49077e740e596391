import { readFileSync } from 'node:fs';
import type { ControlCommand } from '../../../control/commands.ts';
import { type Finding, toFinding } from '../finding.ts';

/** What the relay asks of the kernel for the packets that wait; a quarter of it is enough for most. */
const LEAST_BUFFER = 1 << 20;

/** The relay of calls, by every way that devices are told. */
export async function checkTurn(act: ControlCommand): Promise<Finding[]> {
  // A server that was started before this program was put in its place knows no such question.
  const found = await act('turn.servers', {}).catch(() => undefined);
  if (found === undefined) return [];
  const { servers, state } = found;
  if (state && !state.report) return [toFinding('turn.down', { restarts: state.restarts })];
  if (servers.length === 0) return state ? [toFinding('turn.nowhere')] : [];
  const { probeTurn } = await import('../../turn/probe.ts');
  const probed = (await Promise.all(servers.map(probeTurn))).flat();
  const findings = probed.map((one): Finding => {
    const { url } = one;
    if (one.result === 'ok') return toFinding('turn.ok', { url, ms: one.ms });
    if (one.result === 'refused') return toFinding('turn.refused', { url, error: one.code });
    return toFinding('turn.silent', { url, code: one.said });
  });
  return state ? [...findings, ...checkBuffer()] : findings;
}

function checkBuffer(): Finding[] {
  try {
    const bytes = Number(readFileSync('/proc/sys/net/core/rmem_max', 'utf8'));
    return bytes < LEAST_BUFFER ? [toFinding('turn.buffer', { kb: Math.round(bytes / 1024) })] : [];
  } catch {
    return [];
  }
}

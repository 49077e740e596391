import { LIMITS } from '../../../../protocol/limits.ts';
import { type Finding, toFinding } from '../finding.ts';
import { type Asker, toOwnPath } from './asker.ts';
import { withTimeout } from './timeout.ts';

const PATIENCE_MS = 5_000;

/** Says something on a socket and waits for it to come back. */
function echoed(socket: WebSocket, text: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.onmessage = ({ data }) => resolve(data === text);
  socket.onclose = () => resolve(false);
  socket.onerror = () => resolve(false);
  if (socket.readyState === WebSocket.OPEN) socket.send(text);
  else socket.onopen = () => socket.send(text);
  return withTimeout(PATIENCE_MS, promise, false);
}

/**
 * A WebSocket with a frame each way; then it and a long-poll are left alone for `seconds`, longer than the server is
 * ever silent on a socket.
 */
export async function checkQuietLine(asker: Asker, seconds: number): Promise<Finding[]> {
  const [socket, poll] = await Promise.all([
    quietSocket(asker, seconds),
    quietPoll(asker, seconds),
  ]);
  const faults = [...socket, ...poll].filter(({ level }) => level !== 'ok');
  if (faults.length > 0) return faults;
  const passed = toFinding('socket.ok');
  return seconds > 0 ? [passed, toFinding('idle.ok', { seconds })] : [passed];
}

async function quietSocket(asker: Asker, seconds: number): Promise<Finding[]> {
  const socket = asker.connect('socket');
  try {
    if (!(await echoed(socket, 'one'))) return [toFinding('socket.refused')];
    if (seconds === 0) return [];
    const began = performance.now();
    const { promise: cut, resolve } = Promise.withResolvers<true>();
    socket.onclose = () => resolve(true);
    const lost = await withTimeout(1000 * seconds, cut, false);
    const lived = (performance.now() - began) / 1000;
    if (lost || !(await echoed(socket, 'two'))) return [toFinding('idle.cut', { seconds: lived })];
    return [];
  } finally {
    socket.close();
  }
}

async function quietPoll(asker: Asker, seconds: number): Promise<Finding[]> {
  const asked = Math.min(seconds, LIMITS.waitMax);
  if (asked === 0) return [];
  const began = performance.now();
  const timeoutMs = 1000 * asked + PATIENCE_MS;
  const answer = await asker
    .ask(toOwnPath(`hold=${asked}`), 'poll', { timeoutMs })
    .catch(() => null);
  const lived = (performance.now() - began) / 1000;
  return answer?.ok ? [] : [toFinding('idle.poll', { asked, seconds: lived })];
}

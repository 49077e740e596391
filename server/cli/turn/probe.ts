import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { IceServer } from '../../../protocol/call-servers.ts';
import { TurnClient, TurnError } from '../../turn/client.ts';
import { connectByStream, connectByUdp, type Line } from '../../turn/lines.ts';

/** What became of one way to the relay. `code`: 0 where nothing answered. */
export type Probed = { url: string; ms: number } & (
  | { result: 'ok' }
  | { result: 'refused'; code: number }
  | { result: 'failed'; said: string }
);

const CONNECT_MS = 3_000;

/** Takes a real relay port by every way that devices are told, and gives it back. */
export const probeTurn = ({ urls, username, credential }: IceServer): Promise<Probed[]> =>
  Promise.all(urls.map((url) => probe(url, { username, credential })));

async function probe(url: string, credential: Omit<IceServer, 'urls'>): Promise<Probed> {
  const startedAt = performance.now();
  const ms = (): number => Math.round(performance.now() - startedAt);
  try {
    const line = await withinTime(connect(url));
    const client = new TurnClient(line, credential, randomBytes);
    try {
      await client.allocate();
      await client.refresh(0);
      return { url, ms: ms(), result: 'ok' };
    } finally {
      client.close();
    }
  } catch (error) {
    if (error instanceof TurnError && error.code !== 0)
      return { url, ms: ms(), result: 'refused', code: error.code };
    const { code, message } = error as NodeJS.ErrnoException;
    const isSilent = error instanceof TurnError || message === 'no answer';
    return { url, ms: ms(), result: 'failed', said: isSilent ? 'ETIMEDOUT' : code || message };
  }
}

async function connect(url: string): Promise<Line> {
  const [, scheme = '', host = '', port = '', transport = 'udp'] =
    /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/.exec(url) ?? [];
  const isSecure = scheme === 'turns';
  const name = host.replace(/^\[|\]$/g, '');
  const found = await lookup(name, { all: true });
  // Where a name has both, most devices come by IPv4 still.
  const { address } = found.find(({ family }) => family === 4) ?? found[0] ?? { address: name };
  const at = { address, port: Number(port || (isSecure ? 5349 : 3478)) };
  if (!isSecure && transport === 'udp') return connectByUdp(at);
  return connectByStream(at, isSecure ? name : '');
}

/** A port that a firewall swallows never says anything. */
async function withinTime<T>(connected: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer')), CONNECT_MS);
  return Promise.race([connected, late.promise]).finally(() => clearTimeout(timer));
}

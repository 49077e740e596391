import { randomBytes } from 'node:crypto';
import { TurnClient } from '../../server/turn/client.ts';
import { credentialOf } from '../../server/turn/credentials.ts';
import { connectByStream, connectByUdp } from '../../server/turn/lines.ts';
import { startTurn, type TurnOptions } from '../../server/turn/server.ts';
import { stablePort } from './services/process.ts';

export const TURN_SECRET = 'a secret of the relay, of at least 32 characters';
export const LOOPBACK = '127.0.0.1';
const HOUR_MS = 3_600_000;

export type TestRelay = Awaited<ReturnType<typeof startRelay>>;

/** Starts a relay on loopback, where peers of loopback are allowed: the tests have no other network. */
export async function startRelay(options: Partial<TurnOptions> = {}) {
  const port = stablePort();
  const first = 10_000 + Math.floor(Math.random() * 20_000);
  const turn = await startTurn({
    hosts: [{ address: LOOPBACK, isOptional: false }],
    port,
    tls: undefined,
    external: [LOOPBACK],
    own: [],
    relayPorts: { first, last: first + 999 },
    allowPeers: ['127.0.0.0/8'],
    secret: TURN_SECRET,
    realm: 'chat.example.org',
    quota: { allocations: 64, kbits: 4000 },
    nonceMs: HOUR_MS,
    now: Date.now,
    random: randomBytes,
    ...options,
  });
  const clients: TurnClient[] = [];
  const add = (client: TurnClient): TurnClient => {
    clients.push(client);
    return client;
  };
  return {
    ...{ turn, port: options.port ?? port },
    /** A client that has asked nothing yet. */
    async byUdp(credential = credentialNow(), at = LOOPBACK): Promise<TurnClient> {
      const line = await connectByUdp({ address: at, port: options.port ?? port });
      return add(new TurnClient(line, credential, randomBytes));
    },
    async byStream(serverName = '', ca?: string, at = port): Promise<TurnClient> {
      const line = await connectByStream({ address: LOOPBACK, port: at }, serverName, ca);
      return add(new TurnClient(line, credentialNow(), randomBytes));
    },
    [Symbol.dispose]() {
      for (const client of clients) client.close();
      turn.stop();
    },
  };
}

/** Good for an hour. `person`: whose quota it is. */
export function credentialNow(person = 'sara', secret = TURN_SECRET, endsInMs = HOUR_MS) {
  return credentialOf(secret, `${Math.floor((Date.now() + endsInMs) / 1000)}:${person}`);
}

/** Collects what a client hears; `next` waits for one more. */
export function hear(client: TurnClient) {
  const heard: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  client.onData = (data) => {
    heard.push(data.toString());
    waiting.shift()?.(data.toString());
  };
  return { heard, next: () => new Promise<string>((resolve) => waiting.push(resolve)) };
}

/** Returns the code by which the relay refuses, or 'done'. */
export const outcome = (asked: Promise<unknown>): Promise<number | 'done'> =>
  asked.then(
    () => 'done' as const,
    (error: { code: number }) => error.code,
  );

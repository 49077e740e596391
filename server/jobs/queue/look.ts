import { Connection } from 'rabbitmq-client';
import type { LocalizedText } from '../../../db/engine/user-error.ts';
import { tlsFor } from './authorities.ts';
import { readVersion } from './banner.ts';
import { QUEUE_TROUBLE } from './texts.ts';

const PATIENCE_MS = 3000;

/** What was found at a URL: `trouble` where nothing can be carried by it. */
export type QueueLook = { trouble?: LocalizedText; version: string };

/** Asks once. The client tries again without end, so what it says first is what counts. */
export async function lookAtQueue(url: string): Promise<QueueLook> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const connection = new Connection({
    ...tlsFor(url),
    url,
    connectionTimeout: PATIENCE_MS,
    retryLow: 60_000,
  });
  connection.on('error', reject);
  connection.on('connection', resolve);
  try {
    await promise;
    return { version: await readVersion(url).catch(() => '') };
  } catch (error) {
    return { trouble: toTrouble(url, error), version: '' };
  } finally {
    connection.unsafeDestroy();
  }
}

/** What people call it: never with its password. */
export function toBrokerPlace(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'amqps:' ? 5671 : 5672)}`;
}

/** What the client or the broker says, as a sentence that says what to do. */
export function toTrouble(url: string, error: unknown): LocalizedText {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? error.message : String(error);
  const where = toBrokerPlace(url);
  if (/CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME/.test(code))
    return QUEUE_TROUBLE.certificate(where, code);
  if (/FORCED/.test(`${code} ${said}`)) return QUEUE_TROUBLE.closed(where, plain(said));
  if (/Login was refused/.test(said)) return QUEUE_TROUBLE.password(where, plain(said));
  if (/access to (queue|exchange)/.test(said)) return QUEUE_TROUBLE.refused(where, plain(said));
  if (/vhost/.test(said)) return QUEUE_TROUBLE.vhost(where, plain(said));
  if (/^[A-Z]+_[A-Z_]+ - |: [A-Z]+_[A-Z_]+ - /.test(said))
    return QUEUE_TROUBLE.refused(where, plain(said));
  return QUEUE_TROUBLE.unreachable(where, code || said);
}

/** The client puts the name of the command before it. */
const plain = (said: string): string => said.replace(/^.*?\w+: (?=[A-Z]+_)/, '');

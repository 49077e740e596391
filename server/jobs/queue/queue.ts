import { Connection, type Consumer } from 'rabbitmq-client';
import { SERVER_ID } from '../../../db/engine/backup.ts';
import type { Deps } from '../../deps.ts';
import type { Carrier, Carry } from '../carrier.ts';
import { tlsFor } from './authorities.ts';
import { readVersion } from './banner.ts';
import { createHints } from './hints.ts';
import { toBrokerPlace, toTrouble } from './look.ts';
import { watchBroker } from './watch.ts';

/** What this node knows of the broker. `waiting`: hints that no node has taken yet; `taken`: those that this one was given. */
export type QueueState = {
  where: string;
  reachable: boolean;
  version: string;
  latencyMs: number;
  waiting: number;
  connections: number;
  taken: number;
};
export type WorkQueue = Awaited<ReturnType<typeof openQueue>>;

const OPTIONS = {
  connectionTimeout: 3000,
  acquireTimeout: 2000,
  retryLow: 500,
  retryHigh: 1500,
  // Seconds. What has gone silent is left for a new connection.
  heartbeat: 5,
};
/** A hint that falls out is told again: rows know what waits. */
const MOST_HINTS = 10_000;
const KEPT = {
  durable: true,
  arguments: { 'x-queue-type': 'quorum', 'x-max-length': MOST_HINTS },
} as const;

/** RabbitMQ, which hands hints of waiting rows to the nodes. It may be away at any time: rows are then looked for. */
export async function openQueue({ config, db, log }: Pick<Deps, 'config' | 'db' | 'log'>) {
  const url = config.queueUrl;
  // The data's own id: several servers may share one broker.
  const id = (await db.read(db.settings.get(SERVER_ID))) ?? '';
  const queues: string[] = [];
  const starts: (() => Consumer)[] = [];
  let consumers: Consumer[] = [];
  let version = '';
  let connections = 0;
  let taken = 0;
  const said = new Set<string>();
  let stopped = false;

  const connection = new Connection({
    ...OPTIONS,
    ...tlsFor(url),
    url,
    connectionName: `payambar ${id}`,
  });
  const publisher = connection.createPublisher({ confirm: true });
  const watch = watchBroker({ ask: countWaiting, onFailure: noteFailure });

  connection.on('error', noteFailure);
  connection.on('connection', () => {
    connections++;
    said.clear();
    log.info('queue connected', { where: toBrokerPlace(url) });
    watch.look();
    readVersion(url).then(
      (found) => {
        version = found;
      },
      () => {},
    );
  });

  /** The same again is not worth a line, until there is another connection. */
  function noteFailure(error: unknown): void {
    const { en } = toTrouble(url, error);
    if (said.has(en) || stopped) return;
    said.add(en);
    log.warn('queue away', { said: en });
  }

  /** One that somebody has deleted is made anew. */
  async function countWaiting(): Promise<number> {
    let sum = 0;
    for (const queue of queues)
      sum += (await connection.queueDeclare({ queue, ...KEPT })).messageCount;
    return sum;
  }

  const isUp = (): boolean =>
    connection.ready &&
    watch.seen.answers &&
    consumers.every(({ consumerTag }) => consumerTag !== '');

  const carry: Carry = <Hint>(
    name: string,
    { atOnce, work }: { atOnce: number; work(hint: Hint): Promise<void> },
  ): Carrier<Hint> => {
    const queue = `payambar.${id}.${name}`;
    queues.push(queue);
    starts.push(() => {
      const consumer = connection.createConsumer(
        {
          queue,
          queueOptions: KEPT,
          qos: { prefetchCount: atOnce },
          concurrency: atOnce,
        },
        // Whatever became of it stands in the row.
        ({ body }) => {
          taken++;
          return work(body).catch((error) => log.error('hint not followed', { error }));
        },
      );
      consumer.on('error', noteFailure);
      return consumer;
    });
    const publish = (hint: Hint) =>
      publisher.send({ routingKey: queue, durable: true }, hint as object);
    return createHints({ isUp, publish, now: () => performance.now() });
  };

  return {
    carry,
    /** Takes hints from now on. */
    start(): void {
      consumers = starts.map((begin) => begin());
    },
    state: (): QueueState => ({
      where: toBrokerPlace(url),
      reachable: isUp(),
      version,
      latencyMs: watch.seen.latencyMs,
      waiting: watch.seen.waiting,
      connections,
      taken,
    }),
    /** Hints that were not followed to their end are another node's. */
    stop(): void {
      stopped = true;
      watch.stop();
      for (const consumer of consumers) consumer.removeAllListeners().on('error', () => {});
      connection.removeAllListeners('error').on('error', () => {});
      connection.unsafeDestroy();
    },
  };
}

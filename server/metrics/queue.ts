import type { Registry } from 'prom-client';
import { addGauges, addTotals } from './registry.ts';

/** What a node knows of the broker (`server/jobs/queue/`). */
export type QueueReading = {
  reachable: boolean;
  latencyMs: number;
  waiting: number;
  connections: number;
  taken: number;
};

export function addQueue(registry: Registry, read: () => QueueReading): void {
  addGauges(registry, [
    {
      name: 'payambar_broker_up',
      help: '1 while the broker of QUEUE_URL answers this node',
      read: () => (read().reachable ? 1 : 0),
    },
    {
      name: 'payambar_broker_latency_seconds',
      help: 'How long the broker took for its last answer',
      read: () => read().latencyMs / 1000,
    },
    {
      name: 'payambar_broker_waiting',
      help: 'Hints at the broker that no node has taken yet, when it answered last',
      read: () => read().waiting,
    },
  ]);
  addTotals(registry, [
    {
      name: 'payambar_broker_connections_total',
      help: 'Connections to the broker that were opened',
      read: () => read().connections,
    },
    {
      name: 'payambar_broker_hints_total',
      help: 'Hints that the broker has handed to this node',
      read: () => read().taken,
    },
  ]);
}

import type { Registry } from 'prom-client';
import Gauge from 'prom-client/lib/gauge.js';
import { addGauges, addTotals } from './registry.ts';

/** What a node knows of the bus and of the others (`server/cluster/`). */
export type NodesReading = {
  bus: { reachable: boolean; latencyMs: number; lagMs: number; generation: number };
  nodes: readonly { node: string; clockMs: number }[];
  gaps: number;
  repairs: number;
  peopleElsewhere: number;
  databaseClockMs: number | null;
  unheard: readonly string[];
};

export function addNodes(registry: Registry, read: () => NodesReading): void {
  addGauges(registry, [
    {
      name: 'payambar_bus_up',
      help: '1 while this node hears itself on the bus',
      read: () => (read().bus.reachable ? 1 : 0),
    },
    {
      name: 'payambar_bus_latency_seconds',
      help: 'How long the last frame of this node was under way to itself',
      read: () => read().bus.latencyMs / 1000,
    },
    {
      name: 'payambar_bus_lag_seconds',
      help: 'The slowest of the last ten seconds',
      read: () => read().bus.lagMs / 1000,
    },
    { name: 'payambar_nodes', help: 'Other nodes that are heard', read: () => read().nodes.length },
    {
      name: 'payambar_nodes_unheard',
      help: 'Nodes of the same database that are not heard on the bus',
      read: () => read().unheard.length,
    },
    {
      name: 'payambar_people_elsewhere',
      help: 'People online at other nodes',
      read: () => read().peopleElsewhere,
    },
    {
      name: 'payambar_database_clock_seconds',
      help: 'The clock of this node less that of the database',
      read: () => (read().databaseClockMs ?? 0) / 1000,
    },
  ]);
  addTotals(registry, [
    {
      name: 'payambar_bus_connections_total',
      help: 'Connections to the bus that were opened',
      read: () => read().bus.generation,
    },
    {
      name: 'payambar_bus_gaps_total',
      help: 'Times that frames of another node were missing',
      read: () => read().gaps,
    },
    {
      name: 'payambar_bus_repairs_total',
      help: 'Times that devices were made to ask the database for what they had missed',
      read: () => read().repairs,
    },
  ]);
  new Gauge({
    name: 'payambar_node_clock_seconds',
    help: 'The clock of another node less that of this one',
    labelNames: ['node'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { node, clockMs } of read().nodes) this.set({ node }, clockMs / 1000);
    },
  });
}

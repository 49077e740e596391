import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import type { TurnCounts, TurnState } from '../turn-state.ts';
import { addGauges, addTotals } from './registry.ts';

/** The relay of calls, which is a process of its own and begins at 0 when it is started again. */
export function addTurn(registry: Registry, read: () => TurnState): void {
  const of = (field: (counts: TurnCounts) => number) => (): number => {
    const counts = read().report?.counts;
    return counts ? field(counts) : 0;
  };
  addGauges(registry, [
    {
      name: 'payambar_turn_up',
      help: '1 while the relay of calls runs',
      read: () => (read().report ? 1 : 0),
    },
    {
      name: 'payambar_turn_allocations',
      help: 'Relay ports that devices hold now',
      read: of(({ allocations }) => allocations),
    },
    {
      name: 'payambar_turn_resident_memory_bytes',
      help: 'Memory of the process of the relay',
      read: () => read().report?.memoryBytes ?? 0,
    },
  ]);
  addTotals(registry, [
    {
      name: 'payambar_turn_restarts_total',
      help: 'Times that the relay had ended and was started again',
      read: () => read().restarts,
    },
    {
      name: 'payambar_turn_packets_total',
      help: 'Packets that were relayed',
      read: of(({ packets }) => packets),
    },
    {
      name: 'payambar_turn_bytes_total',
      help: 'Bytes that were relayed',
      read: of(({ bytes }) => bytes),
    },
    {
      name: 'payambar_turn_cpu_seconds_total',
      help: 'CPU time of the process of the relay, user and system',
      read: () => read().report?.cpuSeconds ?? 0,
    },
  ]);
  addLabelled(registry, read, {
    name: 'payambar_turn_allocated_total',
    help: 'Relay ports that were given, by the way in which the device came',
    label: 'transport',
    values: ({ allocated }) => allocated,
  });
  addLabelled(registry, read, {
    name: 'payambar_turn_refused_total',
    help: 'Requests that were refused, by code; 401 is the first answer that every device gets',
    label: 'code',
    values: ({ refused }) => refused,
  });
  addLabelled(registry, read, {
    name: 'payambar_turn_dropped_total',
    help: 'Packets that were not relayed: no permission, a peer that is not allowed, over the bandwidth, a slow device',
    label: 'reason',
    values: ({ dropped }) => dropped,
  });
}

type Labelled = {
  name: string;
  help: string;
  label: string;
  values(counts: TurnCounts): Record<string, number>;
};

function addLabelled(
  registry: Registry,
  read: () => TurnState,
  { name, help, label, values }: Labelled,
): void {
  new Counter({
    ...{ name, help, labelNames: [label], registers: [registry] },
    collect() {
      this.reset();
      const counts = read().report?.counts;
      for (const [value, count] of Object.entries(counts ? values(counts) : {}))
        this.inc({ [label]: value }, count);
    },
  });
}

import { Counter, type Registry } from 'prom-client';
import type { Meters } from './registry.ts';

/** A histogram's own cost is a tenth of a small command's: every so manieth is measured, each is counted. */
const SAMPLE = 16;

export type CommandMeter = {
  count(type: string): void;
  /** Answers a stop for the sampled ones. */
  start(type: string): (() => void) | undefined;
  total(type: string): number;
};

export function createCommandMeter(meters: Meters, registry: Registry): CommandMeter {
  const counts = new Map<string, number>();
  let turn = 0;
  new Counter({
    name: 'payambar_commands_total',
    help: 'Commands by type, refused ones included',
    labelNames: ['type'] as const,
    registers: [registry],
    collect() {
      this.reset();
      for (const [type, count] of counts) this.inc({ type }, count);
    },
  });
  return {
    count: (type) => void counts.set(type, (counts.get(type) ?? 0) + 1),
    start(type) {
      if (++turn % SAMPLE !== 0) return undefined;
      const stop = meters.command.startTimer({ type });
      return () => void stop();
    },
    total: (type) => counts.get(type) ?? 0,
  };
}

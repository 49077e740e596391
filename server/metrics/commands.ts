import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Bound } from '../bounds.ts';
import type { Meters } from './registry.ts';

/** A histogram's own cost is a tenth of a small command's: each is counted, the first and then every so manieth timed. */
const SAMPLE = 64;

export type CommandMeter = {
  /** Counts a command that begins; returns a function that stops the clock of those that are timed. */
  start(type: string): (() => void) | undefined;
  total(type: string): number;
  /** A frame of a socket was refused. */
  countRefused(code: ErrorCode): void;
  /** A bound was reached. */
  countReached(bound: Bound): void;
};

export function createCommandMeter(meters: Meters, registry: Registry): CommandMeter {
  const counts = new Map<string, number>();
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
    start(type) {
      const before = counts.get(type) ?? 0;
      counts.set(type, before + 1);
      if (before % SAMPLE !== 0) return undefined;
      const stop = meters.command.startTimer({ type });
      return () => void stop();
    },
    total: (type) => counts.get(type) ?? 0,
    countRefused: (code) => meters.frameRefusals.inc({ code }),
    countReached: (bound) => meters.bounds.inc({ bound }),
  };
}

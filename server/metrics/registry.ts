import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';

/** Seconds: a commit on a fast disk takes 0.1 ms, on a tired one 100. */
const COMMIT_BUCKETS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const BATCH_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 250, 512];
const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

export type Meters = ReturnType<typeof createMeters>;

/** What is counted as it happens. A registry of its own: tests start many servers in one process. */
export function createMeters(registry: Registry) {
  const registers = [registry];
  return {
    commit: new Histogram({
      name: 'payambar_commit_seconds',
      help: 'Duration of COMMIT of a batch of the writer',
      buckets: COMMIT_BUCKETS,
      registers,
    }),
    batch: new Histogram({
      name: 'payambar_batch_commands',
      help: 'Commands in a batch of the writer',
      buckets: BATCH_BUCKETS,
      registers,
    }),
    http: new Histogram({
      name: 'payambar_http_request_seconds',
      help: 'Duration of HTTP requests by route pattern',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    command: new Histogram({
      name: 'payambar_command_seconds',
      help: 'Duration of commands of sockets and their REST twins, of the first and every 64th of a type',
      labelNames: ['type'] as const,
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    refusals: new Counter({
      name: 'payambar_http_refusals_total',
      help: 'Refused HTTP requests by error code',
      labelNames: ['code'] as const,
      registers,
    }),
    frameRefusals: new Counter({
      name: 'payambar_frame_refusals_total',
      help: 'Refused requests of sockets by error code',
      labelNames: ['code'] as const,
      registers,
    }),
    bounds: new Counter({
      name: 'payambar_bounds_total',
      help: 'Times that an account or address reached what it may take of the server, by bound',
      labelNames: ['bound'] as const,
      registers,
    }),
    pushes: new Counter({
      name: 'payambar_pushes_total',
      help: 'Pushes by what became of them: sent, gone, refused, or later where the service did not take them',
      labelNames: ['result'] as const,
      registers,
    }),
    failedSignIns: new Counter({
      name: 'payambar_failed_sign_ins_total',
      help: 'Sign-ins with an unknown name or a wrong password',
      registers,
    }),
  };
}

/** A number that is read at each scrape. */
export type Reading = { name: string; help: string; read(): number };

export function addGauges(registry: Registry, readings: readonly Reading[]): void {
  for (const { name, help, read } of readings)
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
}

/** A count that other code keeps: its whole value is taken over at each scrape. */
export function addTotals(registry: Registry, readings: readonly Reading[]): void {
  for (const { name, help, read } of readings)
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
}

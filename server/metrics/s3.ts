import type { Registry } from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import { addGauges } from './registry.ts';

/** What the files' side knows of its service. */
export type S3Reading = {
  totals(): Map<string, { call: string; result: string; count: number; seconds: number }>;
  isUp(): boolean;
};

/** What a server with a bucket has asked of it. */
export function addS3(registry: Registry, watch: S3Reading): void {
  const labelNames = ['call', 'result'] as const;
  const registers = [registry];
  addGauges(registry, [
    {
      name: 'payambar_s3_up',
      help: '1 while the last call to the S3 service succeeded',
      read: () => (watch.isUp() ? 1 : 0),
    },
  ]);
  const total = (name: string, help: string, field: 'count' | 'seconds') =>
    new Counter({
      ...{ name, help, labelNames, registers },
      collect() {
        this.reset();
        for (const { call, result, ...sums } of watch.totals().values())
          this.inc({ call, result }, sums[field]);
      },
    });
  total('payambar_s3_calls_total', 'Calls to the S3 service by what became of them', 'count');
  total('payambar_s3_seconds_total', 'Time that calls to the S3 service took together', 'seconds');
}

import type { Log } from '../../log.ts';
import type { ObserveCall, S3Call } from './client.ts';

/** What is told of the calls to S3: for /metrics. */
export type S3Watch = {
  /** Since the start. `result`: ok, down, refused. */
  totals(): Map<string, { call: string; result: string; count: number; seconds: number }>;
  isUp(): boolean;
};

/** Counts the calls, and says in the log when the service fails and when it is there again, once each. */
export function watchCalls(log: Log): S3Watch & { observe: ObserveCall } {
  const totals: ReturnType<S3Watch['totals']> = new Map();
  let isUp = true;
  return {
    observe(call: S3Call, seconds, error) {
      const key = `${call} ${error?.kind}`;
      const before = totals.get(key);
      const result = error?.kind ?? 'ok';
      const { count, seconds: sum } = before ?? { count: 0, seconds: 0 };
      totals.set(key, { call, result, count: count + 1, seconds: sum + seconds });
      if (isUp && error) log.error('s3 failed', { call, reason: error.reason, kind: error.kind });
      if (!isUp && !error) log.info('s3 works again', { call });
      isUp = error === undefined;
    },
    totals: () => totals,
    isUp: () => isUp,
  };
}

import type { Deps } from '../deps.ts';
import type { Carry } from './carrier.ts';
import type { WorkQueue } from './queue/queue.ts';

/** Has a broker carry the work, where the settings name one; its code is loaded only then. */
export async function carryWork(
  deps: Pick<Deps, 'config' | 'db' | 'log'>,
  workers: readonly { carriedBy(carry: Carry): void }[],
): Promise<WorkQueue | undefined> {
  if (deps.config.queueUrl === '') return undefined;
  const { openQueue } = await import('./queue/queue.ts');
  const queue = await openQueue(deps);
  for (const worker of workers) worker.carriedBy(queue.carry);
  return queue;
}

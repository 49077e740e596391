import type { Config } from '../../../config.ts';
import type { QueueState } from '../../../jobs/queue/queue.ts';
import type { TerminalLanguage } from '../../texts.ts';
import { type Finding, toFinding } from '../finding.ts';

/** The broker as the running node knows it; nothing where there is none. */
export function checkQueue(state: QueueState | null): Finding[] {
  if (!state) return [];
  const { where, reachable, version, latencyMs, waiting } = state;
  return [
    reachable
      ? toFinding('queue.ok', { version, ms: latencyMs, waiting })
      : toFinding('queue.away', { where }),
  ];
}

/** The broker, asked from here: what is wrong with it the node's log says in English only. */
export async function checkBroker(
  { queueUrl }: Config,
  language: TerminalLanguage,
): Promise<Finding[]> {
  if (queueUrl === '') return [];
  const { lookAtQueue } = await import('../../../jobs/queue/look.ts');
  const { trouble } = await lookAtQueue(queueUrl);
  return trouble ? [toFinding('queue.refused', { said: trouble[language] })] : [];
}

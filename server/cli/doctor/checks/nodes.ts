import type { ClusterState } from '../../../cluster/cluster.ts';
import type { Config } from '../../../config.ts';
import type { TerminalLanguage } from '../../texts.ts';
import { type Finding, toFinding } from '../finding.ts';

/** Messages that come later than this feel late. */
const SLOW_MS = 1000;
/** Below it is the way of the bus, and what NTP lets pass. */
const CLOCK_MS = 2000;

/** The bus as the running node knows it; nothing where it is alone. */
export function checkNodes(state: ClusterState | null): Finding[] {
  if (!state) return [];
  const { node, bus, nodes, gaps, unheard } = state;
  const { kind, version, latencyMs, lagMs } = bus;
  const facts = { kind, version, ms: latencyMs, lag: lagMs };
  const heard = bus.reachable ? (lagMs > SLOW_MS ? 'bus.slow' : 'bus.ok') : 'bus.away';
  const others = nodes.map((other) => other.node).join(', ');
  return [
    toFinding(heard, facts),
    others === ''
      ? toFinding('nodes.alone', { node })
      : toFinding('nodes.ok', { node, others, gaps }),
    ...(unheard.length > 0 ? [toFinding('nodes.unheard', { others: unheard.join(', ') })] : []),
    ...checkClocks(state),
  ];
}

function checkClocks({ nodes, databaseClockMs }: ClusterState): Finding[] {
  const clocks: [who: string, ms: number][] = nodes.map(({ node, clockMs }) => [node, clockMs]);
  if (databaseClockMs !== null) clocks.push(['PostgreSQL', databaseClockMs]);
  return clocks
    .filter(([, ms]) => Math.abs(ms) > CLOCK_MS)
    .map(([who, ms]) => toFinding('nodes.clock', { who, seconds: Math.abs(ms) / 1000 }));
}

/** Redis, asked from here: also where no server runs, since it may be the reason. */
export async function checkRedis(
  { redisUrl }: Config,
  language: TerminalLanguage,
): Promise<Finding[]> {
  if (redisUrl === '') return [];
  const { lookAtRedis, whereOf } = await import('../../../cluster/redis-look.ts');
  const { trouble, evicts } = await lookAtRedis(redisUrl);
  if (trouble) return [toFinding('bus.refused', { said: trouble[language] })];
  return evicts ? [toFinding('bus.evicts', { where: whereOf(redisUrl) })] : [];
}

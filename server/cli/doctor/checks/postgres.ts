import { UserFacingError } from '../../../../db/engine/user-error.ts';
import type { PostgresLook } from '../../../../db/postgres/look.ts';
import type { Config } from '../../../config.ts';
import type { TerminalLanguage } from '../../texts.ts';
import { type Finding, toFinding } from '../finding.ts';

const FAR_MS = 2000;
const SLOW_MS = 10;
const CROWDED = 0.8;

/** The server of DATABASE_URL: whether it can be used, and what will hurt later. */
export async function checkPostgres(
  { databaseUrl, databasePrepare }: Config,
  language: TerminalLanguage,
): Promise<Finding[]> {
  const { lookAtPostgres } = await import('../../../../db/postgres/look.ts');
  try {
    const prepare = databasePrepare === 'on';
    return judge(
      await lookAtPostgres({
        url: databaseUrl,
        prepare,
        tryRoom: true,
        now: () => performance.timeOrigin + performance.now(),
      }),
    );
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    return [toFinding('postgres.away', { said: error.said[language] })];
  }
}

function judge(seen: PostgresLook): Finding[] {
  const { place, version, found, known, connections: used, maxConnections: most } = seen;
  const latencyMs = Math.round(seen.latencyMs * 10) / 10;
  const seconds = Math.round(Math.abs(seen.clockMs) / 1000);
  const findings: Finding[] = [];
  if (found === 0) findings.push(toFinding('postgres.empty', { place }));
  else if (found < known) findings.push(toFinding('postgres.older', { place, found, known }));
  else findings.push(toFinding('postgres.ok', { place, version, found, latencyMs }));
  if (!seen.durable) findings.push(toFinding('postgres.lossy', { place }));
  if (Math.abs(seen.clockMs) > FAR_MS)
    findings.push(toFinding('postgres.clock', { place, seconds }));
  if (used > CROWDED * most) findings.push(toFinding('postgres.crowded', { place, used, most }));
  if (latencyMs > SLOW_MS) findings.push(toFinding('postgres.slow', { place, latencyMs }));
  return findings;
}

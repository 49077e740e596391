import { UserFacingError } from '../../../../db/engine/user-error.ts';
import type { Config } from '../../../config.ts';
import { bucketOf, hasS3 } from '../../../files/place.ts';
import type { BucketState } from '../../../files/s3/probe.ts';
import { randomIds } from '../../lib/ids.ts';
import type { TerminalLanguage } from '../../texts.ts';
import { type Finding, toFinding } from '../finding.ts';

const SLOW_MS = 1_000;

/** The bucket, as this process reaches it. `serverId`: undefined where it is not known; then nothing is claimed. */
export async function checkBucket(
  config: Config,
  serverId: string | undefined,
  language: TerminalLanguage,
): Promise<Finding[]> {
  if (!hasS3(config)) return [];
  const { connectS3 } = await import('../../../files/s3/open.ts');
  const { probeBucket } = await import('../../../files/s3/probe.ts');
  try {
    const state = await probeBucket(connectS3(config), config.s3Prefix, {
      name: randomIds.next(),
      serverId,
    });
    return [toBucketFinding(bucketOf(config), state)];
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    return [toFinding('s3.settings', { said: error.said[language] })];
  }
}

export function toBucketFinding(bucket: string, state: BucketState): Finding {
  if (state.problem !== undefined)
    return toFinding(`s3.${state.problem}`, { bucket, said: state.said });
  const ms = Math.round(state.ms);
  return toFinding(ms > SLOW_MS ? 's3.slow' : 's3.ok', { bucket, ms });
}

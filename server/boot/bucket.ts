import type { FindingId } from '../cli/doctor/finding.ts';
import type { Deps } from '../deps.ts';
import { BUCKET_KNOWN, bucketOf, hasS3 } from '../files/place.ts';
import { StartError } from './listener.ts';

/**
 * Refuses to start with a bucket that is wrong. One that was right before and cannot be reached now costs no start: without
 * files people still write to each other, and they come back when it does.
 */
export async function mustReachBucket({
  config,
  db,
  log,
  ids,
}: Pick<Deps, 'config' | 'db' | 'log' | 'ids'>): Promise<void> {
  const known = await db.read(db.settings.get(BUCKET_KNOWN));
  if (!hasS3(config)) {
    // Somebody believes that the files lie there.
    if (config.s3Endpoint !== '') throw await toStartError('s3.settings', { said: 'S3_BUCKET' });
    if (known !== undefined) throw await toStartError('s3.left', { bucket: known });
    return;
  }
  const { connectS3 } = await import('../files/s3/open.ts');
  const { probeBucket } = await import('../files/s3/probe.ts');
  const bucket = bucketOf(config);
  const serverId = await db.read(db.settings.get('server.id'));
  const state = await probeBucket(connectS3(config), config.s3Prefix, {
    name: ids.next(),
    serverId,
  });
  if (state.problem === 'down' && known === bucket) {
    log.warn('s3 unreachable', { bucket, reason: state.said });
    return;
  }
  if (state.problem !== undefined)
    throw await toStartError(`s3.${state.problem}`, { bucket, said: state.said });
  if (known !== undefined && known !== bucket) log.warn('s3 bucket changed', { known, bucket });
  if (known !== bucket) await db.write(() => db.settings.set(BUCKET_KNOWN, bucket));
  log.info('files on s3', { bucket, ms: Math.round(state.ms) });
}

/** The doctor's own sentence. Its texts are loaded only now. */
async function toStartError(id: FindingId, facts: Record<string, string>): Promise<StartError> {
  const { sentences, toFinding } = await import('../cli/doctor/finding.ts');
  const said = (language: 'en' | 'fa'): string =>
    sentences(toFinding(id, facts), language).join('. ');
  return new StartError({ en: said('en'), fa: said('fa') });
}

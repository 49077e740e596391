import type { Config } from '../../config.ts';
import type { Deps } from '../../deps.ts';
import type { BlobStore } from '../blob-store.ts';
import type { Parts } from '../parts.ts';
import { createS3Blobs } from './blobs.ts';
import { createS3, type ObserveCall, type S3 } from './client.ts';
import { createS3Parts } from './parts.ts';
import { type BucketSettings, secretIn } from './secret.ts';
import { type S3Watch, watchCalls } from './watch.ts';

export const connectS3 = (config: BucketSettings, observe?: ObserveCall): S3 =>
  createS3(
    {
      endpoint: config.s3Endpoint,
      bucket: config.s3Bucket,
      region: config.s3Region,
      accessKeyId: config.s3AccessKeyId,
      secretAccessKey: secretIn(config),
    },
    observe,
  );

export function openBucket(
  config: Config,
  disk: BlobStore,
  { log, clock }: Pick<Deps, 'log' | 'clock'>,
): { blobs: BlobStore; parts: Parts; s3: S3Watch } {
  const watch = watchCalls(log);
  const s3 = connectS3(config, watch.observe);
  const { s3Prefix } = config;
  return {
    blobs: createS3Blobs(s3, s3Prefix, disk),
    parts: createS3Parts(s3, s3Prefix, clock),
    s3: watch,
  };
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { BlobStore } from './blob-store.ts';
import { createParts, type Parts } from './parts.ts';
import type { S3Watch } from './s3/watch.ts';
import { createFilesStore } from './store.ts';

/** Where the files of this server lie, and those that are on their way in. */
export type FilePlace = {
  blobs: BlobStore;
  parts: Parts;
  /** Of what was killed. Only the process that holds the lock of the data may ask for it, before it takes requests. */
  removeLeft(): void;
  s3: S3Watch | undefined;
};

/** Which bucket has once been right; of the settings table, so that all nodes know it. */
export const BUCKET_KNOWN = 's3.bucket';

export const hasS3 = ({ s3Bucket }: Pick<Config, 's3Bucket'>): boolean => s3Bucket !== '';

type Where = Pick<Config, 's3Endpoint' | 's3Bucket' | 's3Prefix'>;
/** What a bucket is known by: endpoint, name and prefix, without what opens it. '': none is set. */
export const bucketOf = (config: Where): string =>
  hasS3(config) ? `${config.s3Endpoint}/${config.s3Bucket}/${config.s3Prefix}` : '';

/** The disk of the data folder, unless the settings name a bucket, which other nodes may write to as well. */
export async function openFilePlace(
  deps: Pick<Deps, 'config' | 'log' | 'clock' | 'db'>,
): Promise<FilePlace> {
  const place = await openOwnPlace(deps);
  const { blobs } = place;
  const alone: BlobStore['alone'] = (contents, work) =>
    blobs.alone(contents, () =>
      deps.db.alone(
        contents.map((sha256) => `content ${sha256}`),
        work,
      ),
    );
  return { ...place, blobs: { ...blobs, alone } };
}

async function openOwnPlace({
  config,
  log,
  clock,
}: Pick<Deps, 'config' | 'log' | 'clock'>): Promise<FilePlace> {
  const disk = createFilesStore(config.dataDir);
  if (!hasS3(config)) {
    const { removeLeft } = disk;
    return { blobs: disk, parts: createParts(config.dataDir), removeLeft, s3: undefined };
  }
  // A server without a bucket loads none of this.
  const { openBucket } = await import('./s3/open.ts');
  return {
    ...openBucket(config, disk, { log, clock }),
    removeLeft() {
      disk.removeLeft();
      // Begun before the bucket was there: whoever sends them is told to begin again.
      rmSync(join(config.dataDir, 'uploads'), { recursive: true, force: true });
    },
  };
}

import type { BackupJob } from '../../backup/job.ts';
import type { ReadContent } from '../../backup/verify.ts';
import type { Config } from '../../config.ts';
import { hasS3 } from '../../files/place.ts';
import { S3Error } from '../../files/s3/errors.ts';
import { CommandError } from '../command.ts';
import { FILES_TEXTS } from '../files/texts.ts';
import type { TerminalLanguage } from '../texts.ts';

/** Lists the server's bucket; undefined: it has none. */
export async function listerOf(config: Config): Promise<BackupJob['bucket']> {
  if (!hasS3(config)) return undefined;
  const { connectS3 } = await import('../../files/s3/open.ts');
  const { contentsIn } = await import('../../files/s3/blobs.ts');
  const s3 = connectS3(config);
  return async () => {
    const found = new Map<string, number>();
    for await (const { sha256, size } of contentsIn(s3, config.s3Prefix)) found.set(sha256, size);
    return found;
  };
}

/** Reads from the server's bucket; undefined: it has none. */
export async function readerOf(config: Config): Promise<ReadContent | undefined> {
  if (!hasS3(config)) return undefined;
  const { connectS3 } = await import('../../files/s3/open.ts');
  const { keyOf } = await import('../../files/s3/blobs.ts');
  const s3 = connectS3(config);
  return (sha256) => s3.get(keyOf(config.s3Prefix, sha256));
}

/** A bucket that fails ends the command with a sentence: what is in it cannot be told from what is missing. */
export async function inBucket<T>(language: TerminalLanguage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    throw new CommandError(FILES_TEXTS[language].unread(error.reason));
  }
}

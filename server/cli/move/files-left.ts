import type { Config } from '../../config.ts';
import { bucketOf, hasS3 } from '../../files/place.ts';
import { waitingOnDisk } from '../../files/s3/move.ts';
import { createFilesStore } from '../../files/store.ts';
import { sizeOf } from '../lib/print.ts';
import type { TerminalLanguage } from '../texts.ts';
import { MOVE_TEXTS } from './texts.ts';

export type FilesLeft = { files: number; bytes: number };

/** What lies on the disk of this machine: rows move, files do not. */
export async function countFilesLeft({ dataDir }: Config): Promise<FilesLeft> {
  const waiting = await waitingOnDisk(createFilesStore(dataDir));
  return {
    files: waiting.length,
    bytes: waiting.reduce((sum, { size }) => sum + size, 0),
  };
}

/** What is to be done with them. */
export function sayFilesLeft(
  { files, bytes }: FilesLeft,
  config: Config,
  toPostgres: boolean,
  language: TerminalLanguage,
): string[] {
  const texts = MOVE_TEXTS[language];
  const { format } = new Intl.NumberFormat(language);
  const lines: string[] = [];
  if (files > 0) {
    lines.push(texts.files(format(files), sizeOf(bytes, language), config.dataDir));
    if (!toPostgres) lines.push(texts.filesBack);
    else lines.push(hasS3(config) ? texts.filesToBucket : texts.filesWithout);
  }
  if (!toPostgres && hasS3(config)) lines.push(texts.inBucket(bucketOf(config)));
  return lines;
}

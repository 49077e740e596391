import type { StorageReply } from '../../../protocol/files.ts';
import type { ApiCall } from '../../core/services.ts';
import { formatSize } from '../../i18n/format.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';

/** How much may be sent; undefined when the server is out of reach: then it says so when the file is uploaded. */
export async function readLimits(call: ApiCall): Promise<StorageReply | undefined> {
  return await call<StorageReply>('GET', '/api/me/storage').catch(() => undefined);
}

/** Which files can be sent, and a sentence for each of the others. `taken`: bytes that were chosen before. */
export async function checkFiles(
  files: readonly File[],
  limits: StorageReply | undefined,
  taken: number,
): Promise<{ good: File[]; refused: string[] }> {
  const words = sendingWords();
  const good: File[] = [];
  const refused: string[] = [];
  let left = limits?.quota == null ? Number.POSITIVE_INFINITY : limits.quota - limits.used - taken;
  for (const file of files) {
    const { name } = file;
    const most = limits?.fileMaxBytes ?? Number.POSITIVE_INFINITY;
    if (file.size === 0) refused.push(words.empty(name));
    else if (file.size > most) refused.push(words.tooLarge(name, formatSize(most)));
    else if (file.size > left) refused.push(words.overQuota(name));
    else if (!(await isReadable(file))) refused.push(words.unreadable(name));
    else {
      good.push(file);
      left -= file.size;
    }
  }
  return { good, refused };
}

/** A folder looks like a file to a browser until it is read; a file may be gone, or not the person's to read. */
async function isReadable(file: File): Promise<boolean> {
  return await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

import type { FileInfo } from '../../../protocol/files.ts';
import type { ShownFiles } from '../../core/services.ts';
import { fileAddress } from './addresses.ts';

/** What is larger is left to the browser, which writes it to the disk as it comes: here it is in memory first. */
const MOST = 64_000_000;

export const isSavedHere = ({ size }: Pick<FileInfo, 'size'>): boolean => size <= MOST;

/** Fetches a file and hands it to the browser to save. Rejects where it did not come whole. */
export async function saveFile(
  files: Pick<ShownFiles, 'download'>,
  file: Pick<FileInfo, 'id' | 'name' | 'size'>,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<void> {
  handOver(await files.download(file, signal, progress), file.name);
}

/** One after the other, each as `saveFile` or, where it is large, as a press on its name does. */
export async function saveFiles(
  files: Pick<ShownFiles, 'download'>,
  all: readonly FileInfo[],
): Promise<void> {
  const { signal } = new AbortController();
  for (const file of all)
    if (isSavedHere(file)) await saveFile(files, file, signal, () => {});
    else press(fileAddress(file), file.name);
}

function handOver(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  press(url, name);
  // Chromium reads it after the click; a minute is more than it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function press(href: string, download: string): void {
  Object.assign(document.createElement('a'), { href, download }).click();
}

import type { OfferedFiles } from '../sending/pa-send-files.ts';

/** Files that are dragged or pasted; undefined where it is words that are meant. */
export function filesOf(data: DataTransfer | null): OfferedFiles | undefined {
  if (!data || data.files.length === 0) return undefined;
  // Word processors and tables bring a picture of the words beside the words.
  if (data.getData('text/html') !== '' && data.getData('text/plain') !== '') return undefined;
  // Asked now: after the event the items are gone.
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const folders = items.map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
  const files = items.flatMap((item, i) => (folders[i] ? [] : (item.getAsFile() ?? [])));
  return { files, folders: folders.filter(Boolean).length };
}

export const hasFiles = (data: DataTransfer | null): boolean =>
  data?.types.includes('Files') ?? false;

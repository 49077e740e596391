import type { FileInfo } from '../../../protocol/files.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';

type Typed = Pick<FileInfo, 'kind' | 'mime'>;

/** Whether it stands in an album. */
export function isVisual(file: Typed): boolean {
  const kind = kindOfFile(file);
  return kind === 'picture' || kind === 'video';
}

export const isVideo = (file: Typed): boolean => kindOfFile(file) === 'video';

/** Still pictures are sent as JPEG or PNG; these may move, which a thumb does not. */
export function mayMove({ mime }: Pick<FileInfo, 'mime'>): boolean {
  return mime === 'image/gif' || mime === 'image/webp';
}

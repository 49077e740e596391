import type { FileInfo, MediaKind } from '../files.ts';

/** What a file without a kind is shown as: by its type, which is the server's own. */
export function kindOfMime(mime: string): MediaKind {
  if (mime.startsWith('image/')) return 'picture';
  if (mime.startsWith('video/')) return 'video';
  return mime.startsWith('audio/') ? 'audio' : 'file';
}

export const kindOfFile = ({ kind, mime }: Pick<FileInfo, 'kind' | 'mime'>): MediaKind =>
  kind ?? kindOfMime(mime);

/** What several files are together; `both`: pictures and videos. */
export function kindOfAll(files: readonly FileInfo[]): MediaKind | 'both' {
  const kinds = new Set(files.map(kindOfFile));
  const [kind = 'file'] = kinds;
  if (kinds.size === 1) return kind;
  return kinds.size === 2 && kinds.has('picture') && kinds.has('video') ? 'both' : 'file';
}

/** What a message is found by: its words, and what its files are called. */
export function toSearchText({ text, files = [] }: { text: string; files?: FileInfo[] }): string {
  const names = files.map(({ name }) => name);
  return [text, ...names].filter((part) => part !== '').join('\n');
}

/** The kind that bytes of this type may have: what a browser cannot show as what it was sent as is a file. */
export function allowedKind(wanted: MediaKind, mime: string): MediaKind {
  const shown = kindOfMime(mime);
  if (wanted === 'voice') return shown === 'audio' ? 'voice' : 'file';
  return wanted === shown ? wanted : 'file';
}

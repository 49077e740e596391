import type { Content } from './content.ts';

type DetectedKind = { mime: string; width?: number; height?: number };

/** Nothing that a browser would run is in these: no HTML, no SVG, no XML, no PDF. */
const INLINE = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
  ...['video/mp4', 'video/webm', 'video/quicktime', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
  ...['audio/ogg', 'audio/wav', 'audio/aac', 'audio/flac', 'audio/webm'],
]);
/** Known, and only ever downloaded. */
const DOWNLOADED = new Set([
  ...['application/pdf', 'application/zip', 'application/gzip', 'application/x-7z-compressed'],
  ...['application/vnd.rar', 'application/vnd.android.package-archive', 'video/ogg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
]);
const UNKNOWN = 'application/octet-stream';
/** How much of a file is looked at. */
const HEAD = 64 * 1024;
/** In which a picture that lies on no disk has to say how large it is: beside what a camera writes before that. */
const PICTURE_HEAD = 4 << 20;
const PIXELS = 100_000_000;

export const isImage = (mime: string): boolean => mime.startsWith('image/') && INLINE.has(mime);
export const isInline = (mime: string): boolean => INLINE.has(mime);

/**
 * What a file is, by its bytes and a closed list. The type that its sender gave decides only what no byte tells: a WebM or
 * an MP4 without a video track.
 */
export async function detectKind(content: Content, claimed: string): Promise<DetectedKind> {
  // Loaded when it is wanted: two megabytes of every server's memory otherwise.
  const { fileTypeFromBuffer } = await import('file-type');
  const head = await content.first(HEAD);
  const found = (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? UNKNOWN;
  const type = found.replace(/;.*/, '');
  const isSound = claimed.startsWith('audio/') && /^video\/(webm|mp4)$/.test(type);
  const mime = isSound ? type.replace('video', 'audio') : type;
  if (!INLINE.has(mime) && !DOWNLOADED.has(mime)) return { mime: UNKNOWN };
  return isImage(mime) ? { mime, ...(await sizeOf(content)) } : { mime };
}

/**
 * Reads the size from the header alone. An image without a believable size is still an image; only its space is
 * guessed.
 */
async function sizeOf(content: Content): Promise<{ width?: number; height?: number }> {
  const { path } = content;
  const bytes = path === undefined ? await content.first(PICTURE_HEAD) : Bun.file(path);
  try {
    const { width, height } = await new Bun.Image(bytes).metadata();
    return width > 0 && height > 0 && width * height <= PIXELS ? { width, height } : {};
  } catch {
    return {};
  }
}

import { asciiOf, type BlobReader, UnreadableFile, viewOf } from './blob-reader.ts';

/** A named piece of a PNG or a WebP. `from` to `to` is all of it, `body` to `bodyEnd` what it holds. */
type FileChunk = { name: string; from: number; body: number; bodyEnd: number; to: number };

const PNG = '\x89PNG\r\n\x1a\n';

/** The chunks of a PNG up to its end; what stands behind is not looked at. */
export async function* pngChunks(file: BlobReader): AsyncGenerator<FileChunk> {
  if (asciiOf(await file.read(0, 8)) !== PNG) throw new UnreadableFile();
  let at = 8;
  for (;;) {
    const head = await file.read(at, 8);
    const [length, name] = [viewOf(head).getUint32(0), asciiOf(head, 4)];
    const chunk = { name, from: at, body: at + 8, bodyEnd: at + 8 + length, to: at + 12 + length };
    if (chunk.to > file.size) throw new UnreadableFile();
    yield chunk;
    if (name === 'IEND') return;
    at = chunk.to;
  }
}

/** The chunks of a WebP, as far as its header says that it goes. */
export async function* webpChunks(file: BlobReader): AsyncGenerator<FileChunk> {
  const start = await file.read(0, 12);
  if (asciiOf(start, 0, 4) !== 'RIFF' || asciiOf(start, 8) !== 'WEBP') throw new UnreadableFile();
  const end = Math.min(file.size, 8 + viewOf(start).getUint32(4, true));
  let at = 12;
  while (at + 8 <= end) {
    const head = await file.read(at, 8);
    const [name, length] = [asciiOf(head, 0, 4), viewOf(head).getUint32(4, true)];
    const bodyEnd = at + 8 + length;
    if (bodyEnd > file.size) throw new UnreadableFile();
    const to = Math.min(bodyEnd + (length % 2), file.size);
    yield { name, from: at, body: at + 8, bodyEnd, to };
    at = to;
  }
}

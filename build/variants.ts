import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file of the client, as `server/assets.ts` serves it. `file` and `encodings` are paths within the folder. */
export type Asset = {
  file: string;
  type: string;
  /** The tag is without quotes and without the name of an encoding: the server adds both. */
  etag: string;
  /** True when the name changes with the content, so that the file may be kept for a year. */
  immutable: boolean;
  encodings: { br?: string; gzip?: string };
};

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  woff2: 'font/woff2',
};
const COMPRESSED = new Set(['css', 'html', 'js', 'svg', 'txt']);
const IMMUTABLE = /^\/assets\/.*-[a-z0-9]{8}\.|^\/fonts\//;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Over plain HTTP on a LAN address Chromium accepts only gzip, so that a second variant is not a luxury. */
async function compress(
  folder: string,
  file: string,
  bytes: Uint8Array,
): Promise<Asset['encodings']> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([brotli(bytes, { params }), deflate(bytes, { level: 9 })]);
  const encodings: Asset['encodings'] = {};
  if (br.length < bytes.length) {
    encodings.br = `${file}.br`;
    await Bun.write(join(folder, encodings.br), br);
  }
  if (gz.length < bytes.length) {
    encodings.gzip = `${file}.gz`;
    await Bun.write(join(folder, encodings.gzip), gz);
  }
  return encodings;
}

/** Writes the compressed variants and `_index.json`: `{ [URL path]: Asset }`. */
export async function buildIndex(folder: string, dev: boolean): Promise<Record<string, Asset>> {
  const index: Record<string, Asset> = {};
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  for (const file of files) {
    const bytes = await Bun.file(join(folder, file)).bytes();
    const extension = file.slice(file.lastIndexOf('.') + 1);
    const type = TYPES[extension];
    if (type === undefined) throw new Error(`no media type is known for ${file}`);
    index[`/${file}`] = {
      file,
      type,
      etag: new Bun.CryptoHasher('sha256').update(bytes).digest('base64url').slice(0, 16),
      immutable: IMMUTABLE.test(`/${file}`),
      encodings: !dev && COMPRESSED.has(extension) ? await compress(folder, file, bytes) : {},
    };
  }
  await Bun.write(join(folder, '_index.json'), JSON.stringify(index));
  return index;
}

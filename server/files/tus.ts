import { ApiError } from '../../db/engine/api-error.ts';
import type { NewUpload, UploadPlace } from './uploads.ts';

/** The wire of tus 1.0.0: core, creation, creation-with-upload, termination, expiration. */
export const TUS = '1.0.0';
export const PART_TYPE = 'application/offset+octet-stream';
const EXTENSIONS = 'creation,creation-with-upload,termination,expiration';
const UNKNOWN = 'application/octet-stream';

export function mustSpeakTus({ headers }: Request): void {
  if (headers.get('tus-resumable') !== TUS) throw new ApiError('tus_unsupported');
}

/** What `OPTIONS` answers. */
export const describeTus = (fileMaxBytes: number): Record<string, string> => ({
  'tus-version': TUS,
  'tus-extension': EXTENSIONS,
  'tus-max-size': String(fileMaxBytes),
});

/** A header that is a whole number; refused when it is not there, or none. */
export function readNumber({ headers }: Request, name: string): number {
  const text = headers.get(name) ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new ApiError('invalid', { field: name });
  return Number(text);
}

export const isPart = ({ headers }: Request): boolean =>
  headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === PART_TYPE;

/** `Upload-Length` and `Upload-Metadata` of a new upload. A length that is to follow later is refused. */
export function readNewUpload(request: Request): NewUpload {
  const length = readNumber(request, 'upload-length');
  const metadata = readMetadata(request.headers.get('upload-metadata') ?? '');
  // The second names are those that other clients use.
  const name = metadata.get('name') ?? metadata.get('filename') ?? '';
  const claimed = metadata.get('type') ?? metadata.get('filetype') ?? '';
  return {
    name,
    length,
    claimed: /^[\w.+-]{1,63}\/[\w.+-]{1,63}$/.test(claimed) ? claimed : UNKNOWN,
  };
}

/** `name bmFtZQ==,type dGV4dA==`: keys, each with a text as base64. */
function readMetadata(header: string): Map<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(/ +/));
  return new Map(
    pairs
      .filter(([key]) => key)
      .map(([key = '', value = '']) => [key.toLowerCase(), decode(value)]),
  );
}

function decode(base64: string): string {
  try {
    const bytes = Uint8Array.fromBase64(base64);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('invalid', { field: 'upload-metadata' });
  }
}

const encode = (text: string): string => Buffer.from(text).toString('base64');

/** How far an upload has come. The offset alone says to a client that its bytes are taken. */
export function placeHeaders({ offset, expiresAt, row }: UploadPlace): Record<string, string> {
  const headers = { 'upload-offset': String(offset) };
  return row ? { ...headers, 'upload-expires': new Date(expiresAt).toUTCString() } : headers;
}

export function metadataOf({ length, row }: UploadPlace): Record<string, string> {
  const headers = { 'upload-length': String(length) };
  if (!row) return headers;
  const metadata = `name ${encode(row.name)},type ${encode(row.claimed)}`;
  return { ...headers, 'upload-metadata': metadata };
}

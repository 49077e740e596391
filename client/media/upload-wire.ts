import { ERRORS } from '../../protocol/errors.ts';
import { toApiError } from '../core/http.ts';
import { ApiError } from '../core/services.ts';
import { toBase64 } from './base64.ts';
import type { UploadLine, UploadReply } from './upload-line.ts';

export const UPLOADS = '/api/uploads';
const COMMON = { 'tus-resumable': '1.0.0', 'x-payambar-client': 'web' };

export function lookHeaders(): Record<string, string> {
  return { ...COMMON };
}

export function partHeaders(offset: number): Record<string, string> {
  return {
    ...COMMON,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  };
}

export function creationHeaders(size: number, name: string, type: string): Record<string, string> {
  const metadata = `name ${encode(name)}${type === '' ? '' : `,type ${encode(type)}`}`;
  return { ...COMMON, 'upload-length': String(size), 'upload-metadata': metadata };
}

/** The server forgets an upload. Out of reach it does so by itself within a day. */
export async function dropUpload(line: UploadLine, path: string): Promise<void> {
  const { signal } = new AbortController();
  await line({ method: 'DELETE', path, headers: lookHeaders(), signal }).catch(() => {});
}

function encode(text: string): string {
  return toBase64(new TextEncoder().encode(text));
}

/** The path of an upload, whatever host a proxy believes it to be on; undefined when it is none. */
export function pathOfUpload(reply: UploadReply): string | undefined {
  const location = reply.header('location');
  if (location === null || !URL.canParse(location, 'http://localhost')) return undefined;
  const { pathname } = new URL(location, 'http://localhost');
  return pathname.startsWith(`${UPLOADS}/`) ? pathname : undefined;
}

export function fileIdOf(path: string): string {
  return path.slice(UPLOADS.length + 1);
}

/** undefined: not said, or not a number, which a proxy in between may do. */
export function numberIn(reply: UploadReply, header: string): number | undefined {
  const text = reply.header(header);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * What a refused request means. `restart`: the server does not have the upload any more. `smaller`: a proxy takes no body
 * of this size. `renew`: the token has expired. `retry`: the same can succeed later.
 */
export type UploadProblem = {
  do: 'restart' | 'smaller' | 'renew' | 'retry' | 'fail';
  error: ApiError;
};

export function uploadProblemOf(reply: UploadReply, known: boolean): UploadProblem {
  const error = toApiError(reply.status, reply.text);
  if (reply.status === 401) return { do: 'renew', error };
  if (known && (reply.status === 404 || reply.status === 410)) return { do: 'restart', error };
  // Another request holds it, or it ends elsewhere: the next look says where.
  if (reply.status === 409 || reply.status === 423) return { do: 'retry', error };
  // Ours have a code of their own; this one is of a proxy that reads the body before the server does.
  if (reply.status === 413 && error.code === 'internal') return { do: 'smaller', error };
  return { do: canRetry(error) ? 'retry' : 'fail', error };
}

export function canRetry({ code }: ApiError): boolean {
  return code === 'offline' || code === 'timeout' || ERRORS[code].retry;
}

/** What anything that was thrown is to whoever waits for the upload. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('internal');
}

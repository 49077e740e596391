import type { ByteRange } from './blob-store.ts';

/**
 * What a request asks of `size` bytes (RFC 9110 §14.2): a range, `none` where the whole is right, `beyond` where nothing of it
 * is there. Several ranges at once are answered by the whole, as the RFC allows.
 */
export function rangeOf(
  { headers }: Request,
  size: number,
  etag: string,
): ByteRange | 'none' | 'beyond' {
  const [, first = '', last = ''] =
    /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get('range')?.trim() ?? '') ?? [];
  const condition = headers.get('if-range');
  if ((first === '' && last === '') || (condition !== null && condition !== etag)) return 'none';
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'beyond' : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return 'none';
  if (from >= size) return 'beyond';
  return { from, to: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

import type { FileRow } from '../../db/stores/files.ts';
import { isInline } from './kind.ts';

/**
 * Headers for bytes that another person chose, on our own origin: the type is ours (`nosniff`), they run nothing and
 * are sent nowhere (`sandbox`), and what a browser does not merely show is a download. The bytes of an id never change, and
 * still it is `no-cache`: kept, but asked for each time, so that neither the next person at the same browser gets them from
 * its cache, nor one who has left the group. The client keeps its own copies, one store for each account.
 */
export function fileHeaders(
  { mime, name, sha256 }: Pick<FileRow, 'mime' | 'name' | 'sha256'>,
  isDownload = false,
): Record<string, string> {
  const how = isInline(mime) && !isDownload ? 'inline' : 'attachment';
  return {
    'content-type': mime,
    'content-disposition': disposition(how, name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: `"${sha256.slice(0, 32)}"`,
  };
}

/** RFC 6266 §5 with RFC 8187 for what is not ASCII. */
function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}

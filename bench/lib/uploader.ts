import { connect } from 'node:net';

const TUS = { 'tus-resumable': '1.0.0' };
/** What the app sends at once on a fast line. */
export const PART = 8 << 20;

export type Uploader = { port: number; token: string };
/** The id of a new upload, and how to speak of it. */
type Open = Uploader & { id: string; length: number };

const at = ({ port }: Uploader, path = ''): string => `http://127.0.0.1:${port}/api/uploads${path}`;
const headersOf = ({ token }: Uploader) => ({ ...TUS, authorization: `Bearer ${token}` });

export async function beginUpload(who: Uploader, length: number): Promise<Open> {
  const headers = { ...headersOf(who), 'upload-length': String(length) };
  const { status, headers: answered } = await fetch(at(who), { method: 'POST', headers });
  if (status !== 201) throw new Error(`an upload did not begin: ${status}`);
  return { ...who, length, id: answered.get('location')?.split('/').at(-1) ?? '' };
}

/** The same block again and again, in parts, or in one. */
export async function sendWhole(who: Uploader, length: number, part = PART): Promise<string> {
  const block = new Uint8Array(Math.min(part, length)).map((_, i) => i * 7);
  const open = await beginUpload(who, length);
  for (let offset = 0; offset < length; ) {
    const body = block.subarray(0, Math.min(block.length, length - offset));
    const { status } = await fetch(at(open, `/${open.id}`), {
      method: 'PATCH',
      headers: {
        ...headersOf(open),
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body,
    });
    if (status !== 204) throw new Error(`a part was answered ${status}`);
    offset += body.length;
  }
  return open.id;
}

/** undefined: the server is not there. */
export async function offsetOf(open: Open): Promise<number | undefined> {
  const headers = headersOf(open);
  const answer = await fetch(at(open, `/${open.id}`), { method: 'HEAD', headers }).catch(
    () => null,
  );
  return answer?.ok ? Number(answer.headers.get('upload-offset')) : undefined;
}

type Pace = {
  bytesPerSecond: number;
  everyMs: number;
  /** Asked after each piece; true: the line is cut. */
  cut(sent: number): boolean;
};

/** One part over a slow line, by hand. Returns how many of its bytes were written, and the answer's status; 0: cut. */
export async function sendSlowly(
  open: Open,
  offset: number,
  bytes: Uint8Array,
  { bytesPerSecond, everyMs, cut }: Pace,
): Promise<{ sent: number; status: number }> {
  const line = connect(open.port, '127.0.0.1');
  const ended = Promise.withResolvers<number>();
  line.on('data', (data) => {
    ended.resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(data))?.[1] ?? 0));
  });
  line.on('error', () => ended.resolve(0));
  line.on('close', () => ended.resolve(0));
  line.write(
    `PATCH /api/uploads/${open.id} HTTP/1.1\r\nHost: 127.0.0.1:${open.port}\r\nAuthorization: Bearer ${open.token}\r\n` +
      `Tus-Resumable: 1.0.0\r\nUpload-Offset: ${offset}\r\nContent-Length: ${bytes.length}\r\n` +
      'Content-Type: application/offset+octet-stream\r\n\r\n',
  );
  const piece = Math.max(1, Math.round((bytesPerSecond * everyMs) / 1000));
  let sent = 0;
  while (sent < bytes.length && !line.destroyed) {
    const next = bytes.subarray(sent, sent + piece);
    line.write(next);
    sent += next.length;
    if (cut(sent)) break;
    await Bun.sleep(everyMs);
  }
  if (sent < bytes.length) {
    line.destroy();
    return { sent, status: 0 };
  }
  const status = await ended.promise;
  line.destroy();
  return { sent, status };
}

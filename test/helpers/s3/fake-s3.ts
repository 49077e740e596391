import { stablePort } from '../services/process.ts';
import { type Keys, refusalOf } from './signature.ts';

type Stored = { bytes: Uint8Array; at: number };
export type FakeS3 = ReturnType<typeof startFakeS3>;

/** What a service may do wrong. */
type Faults = {
  /** It takes requests and answers none of them. */
  frozen: boolean;
  /** This share of the requests is answered 503. */
  busy: number;
  delayMs: number;
  /** Ranges are answered by the whole. */
  noRange: boolean;
};
const KEYS: Keys = {
  accessKeyId: 'AKTEST',
  secretAccessKey: 'a secret of the bucket, never shown',
  region: 'us-east-1',
};
const BUCKET = 'files';

/** An S3 service in memory, on loopback: signatures, objects, ranges, multipart, lists, and whatever goes wrong. */
export function startFakeS3(about: { faults?: Partial<Faults> } = {}) {
  const objects = new Map<string, Stored>();
  const open = new Map<string, { key: string; parts: Map<number, Uint8Array> }>();
  const faults: Faults = { frozen: false, busy: 0, delayMs: 0, noRange: false, ...about.faults };
  const counts: Record<string, number> = {};
  const waiting: (() => void)[] = [];
  const port = stablePort();
  let server = serve();

  function serve() {
    return Bun.serve({
      ...{ hostname: '127.0.0.1', port, idleTimeout: 255, maxRequestBodySize: 1 << 30 },
      development: false,
      fetch: answer,
    });
  }

  async function answer(request: Request): Promise<Response> {
    const body = await request.bytes();
    if (faults.frozen) await new Promise<void>((thawed) => waiting.push(thawed));
    if (faults.delayMs > 0) await Bun.sleep(faults.delayMs);
    if (Math.random() < faults.busy) return refused(503, 'SlowDown');
    const url = new URL(request.url);
    const refusal = refusalOf(request, url, body, KEYS);
    if (refusal) return refused(403, refusal);
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (bucket !== BUCKET) return refused(404, 'NoSuchBucket');
    const key = rest.join('/');
    const call = key === '' ? 'LIST' : request.method;
    counts[call] = (counts[call] ?? 0) + 1;
    if (key === '') return list(url.searchParams);
    if (url.searchParams.has('uploads') || url.searchParams.has('uploadId'))
      return multipart(request.method, key, url.searchParams, body);
    switch (request.method) {
      case 'PUT':
        objects.set(key, { bytes: body, at: Date.now() });
        return new Response(null, { headers: { etag: '"e"' } });
      case 'DELETE':
        objects.delete(key);
        return new Response(null, { status: 204 });
      default:
        return read(request, key, url.searchParams);
    }
  }

  function read(request: Request, key: string, query: URLSearchParams): Response {
    const found = objects.get(key);
    if (!found) return refused(404, 'NoSuchKey');
    const { bytes } = found;
    const headers: Record<string, string> = {
      'content-type': query.get('response-content-type') ?? 'binary/octet-stream',
      'last-modified': new Date(found.at).toUTCString(),
    };
    const disposition = query.get('response-content-disposition');
    if (disposition) headers['content-disposition'] = disposition;
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
    if (from === undefined || faults.noRange) return new Response(bytes as BodyInit, { headers });
    const end = to ? Math.min(Number(to), bytes.length - 1) : bytes.length - 1;
    if (Number(from) > end) return refused(416, 'InvalidRange');
    headers['content-range'] = `bytes ${from}-${end}/${bytes.length}`;
    const part = bytes.slice(Number(from), end + 1);
    return new Response(part, { status: 206, headers });
  }

  function multipart(
    method: string,
    key: string,
    query: URLSearchParams,
    body: Uint8Array,
  ): Response {
    const id = query.get('uploadId') ?? crypto.randomUUID();
    const upload = open.get(id);
    if (query.has('uploads')) {
      open.set(id, { key, parts: new Map() });
      const text = `<InitiateMultipartUploadResult><Bucket>${BUCKET}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
      return xml(text);
    }
    if (!upload) return refused(404, 'NoSuchUpload');
    const number = Number(query.get('partNumber'));
    if (method === 'PUT') {
      upload.parts.set(number, body);
      return new Response(null, { headers: { etag: `"${number}"` } });
    }
    open.delete(id);
    if (method === 'DELETE') return new Response(null, { status: 204 });
    const parts = [...upload.parts].sort(([one], [other]) => one - other);
    if (parts.slice(0, -1).some(([, { length }]) => length < 5 << 20))
      return refused(400, 'EntityTooSmall');
    const bytes = new Uint8Array(Buffer.concat(parts.map(([, part]) => part)));
    objects.set(key, { bytes, at: Date.now() });
    return xml(
      `<CompleteMultipartUploadResult><Key>${key}</Key><ETag>"m"</ETag></CompleteMultipartUploadResult>`,
    );
  }

  function list(query: URLSearchParams): Response {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('start-after') ?? query.get('continuation-token') ?? '';
    const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
    const keys = [...objects.keys()]
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort((one, other) => (one < other ? -1 : 1));
    const page = keys.slice(0, most).map((key) => {
      const { bytes, at } = objects.get(key) ?? { bytes: new Uint8Array(), at: 0 };
      return `<Contents><Key>${key}</Key><LastModified>${new Date(at).toISOString()}</LastModified><ETag>&quot;e&quot;</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
    });
    return xml(
      `<ListBucketResult><Name>${BUCKET}</Name><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${keys.length > most}</IsTruncated>${page.join('')}</ListBucketResult>`,
    );
  }

  return {
    objects,
    faults,
    counts,
    /** Uploads in several pieces that were neither completed nor given up. */
    countOpen: () => open.size,
    url: `http://127.0.0.1:${port}`,
    /** As a server's own configuration has it. */
    config: {
      s3Endpoint: `http://127.0.0.1:${port}`,
      s3Bucket: BUCKET,
      s3Region: KEYS.region,
      s3AccessKeyId: KEYS.accessKeyId,
      s3SecretAccessKey: KEYS.secretAccessKey,
    },
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: KEYS.accessKeyId,
      S3_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    },
    /** As killed: connections are cut, and nobody listens. What was stored stays. */
    async kill(): Promise<void> {
      await server.stop(true);
      open.clear();
    },
    revive(): void {
      server = serve();
    },
    freeze(): void {
      faults.frozen = true;
    },
    thaw(): void {
      faults.frozen = false;
      for (const go of waiting.splice(0)) go();
    },
    async stop(): Promise<void> {
      for (const go of waiting.splice(0)) go();
      await server.stop(true);
    },
  };
}

const xml = (text: string): Response =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${text}`, {
    headers: { 'content-type': 'application/xml' },
  });
const refused = (status: number, code: string): Response =>
  new Response(`<Error><Code>${code}</Code><Message>no</Message></Error>`, {
    status,
    headers: { 'content-type': 'application/xml' },
  });

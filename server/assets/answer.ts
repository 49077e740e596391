import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import Negotiator from 'negotiator';

const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The best of `available` that the asker accepts. */
export function encodingFor(request: Request, available: (name: Encoding) => boolean): Encoding {
  const offered = ENCODINGS.filter((name) => name === 'identity' || available(name));
  const headers = Object.fromEntries(request.headers);
  return (new Negotiator({ headers }).encoding([...offered]) as Encoding | undefined) ?? 'identity';
}

/** RFC 9110 §13.1.2: a list, compared weakly, since a proxy that compresses again weakens tags. */
export function matchesTag(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match');
  if (header === null) return false;
  return header
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

/** Texts that are kept with their compressed variants: the pages and manifests that are asked for again and again. */
const KEPT = 200;
type Variants = { etag: string; bodies: Record<Encoding, Uint8Array<ArrayBuffer>> };
export type Text = { body: string; type: string; vary?: string };

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Serves texts that the server makes, as it serves files: compressed, with an ETag, checked each time. */
export function createTextAnswers() {
  const kept = new Map<string, Promise<Variants>>();

  function variantsOf(text: string): Promise<Variants> {
    const found = kept.get(text) ?? compressText(text);
    // A Map keeps the order of insertion: putting it back makes it the youngest.
    kept.delete(text);
    kept.set(text, found);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return found;
  }

  return async (request: Request, { body, type, vary }: Text): Promise<Response> => {
    const variants = await variantsOf(body);
    const chosen = encodingFor(request, () => true);
    const etag = `"${variants.etag}-${chosen}"`;
    const headers = {
      etag,
      vary: vary === undefined ? 'accept-encoding' : `accept-encoding, ${vary}`,
      'cache-control': 'no-cache',
    };
    if (matchesTag(request, etag)) return new Response(null, { status: 304, headers });
    return new Response(variants.bodies[chosen], {
      headers: {
        ...headers,
        'content-type': type,
        ...(chosen === 'identity' ? {} : { 'content-encoding': chosen }),
      },
    });
  };
}

async function compressText(text: string): Promise<Variants> {
  const identity = new TextEncoder().encode(text);
  const [br, gz] = await Promise.all([brotli(identity), deflate(identity)]);
  const etag = new Bun.CryptoHasher('sha256').update(identity).digest('base64url').slice(0, 16);
  return { etag, bodies: { br, gzip: gz, identity } };
}

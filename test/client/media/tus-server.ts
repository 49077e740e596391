type Held = { length: number; metadata: string; bytes: Uint8Array<ArrayBuffer> };
type Asked = { method: string; path: string; headers: Headers; body: Uint8Array<ArrayBuffer> };

/**
 * What the client of uploads has to live with, at its other end: a server in memory that speaks tus 1.0, and can be told to
 * misbehave. The server itself has tests of its own.
 */
export class TusServer {
  readonly uploads = new Map<string, Held>();
  readonly thumbs = new Map<string, Uint8Array>();
  /** Each request, as `PATCH 0+65536`. */
  readonly log: string[] = [];
  /** Asked before each request: a reply in the server's place, or undefined. */
  before: (asked: Asked) => Response | undefined = () => undefined;
  /** Asked after each: a reply that gets lost is an `Error`. */
  after: (asked: Asked) => Error | undefined = () => undefined;
  private made = 0;

  async answer(request: Request): Promise<Response> {
    const { pathname: path } = new URL(request.url);
    const body = new Uint8Array(await request.arrayBuffer());
    const asked = { method: request.method, path, headers: request.headers, body };
    this.log.push(`${asked.method} ${request.headers.get('upload-offset') ?? ''}+${body.length}`);
    const reply = this.before(asked) ?? this.serve(asked);
    const lost = this.after(asked);
    if (lost) throw lost;
    return reply;
  }

  /** What has come of the only upload. */
  get only(): Held {
    const [held, more] = [...this.uploads.values()];
    if (!held || more) throw new Error(`${this.uploads.size} uploads`);
    return held;
  }

  private serve({ method, path, headers, body }: Asked): Response {
    if (path.endsWith('/thumb')) {
      this.thumbs.set(path, body);
      return new Response(null, { status: 204 });
    }
    if (headers.get('tus-resumable') !== '1.0.0') return refuse('invalid', 412);
    if (method === 'POST') return this.create(headers, body);
    const held = this.uploads.get(path);
    if (!held) return refuse('not_found', 404);
    const place = () => ({
      'upload-offset': String(held.bytes.length),
      'upload-length': String(held.length),
    });
    if (method === 'HEAD') return new Response(null, { headers: place() });
    if (method === 'DELETE') {
      this.uploads.delete(path);
      return new Response(null, { status: 204 });
    }
    if (headers.get('upload-offset') !== String(held.bytes.length)) return refuse('invalid', 409);
    this.append(held, body);
    return new Response(null, { status: 204, headers: place() });
  }

  append(held: Held, body: Uint8Array): void {
    held.bytes = new Uint8Array(Buffer.concat([held.bytes, body]));
  }

  private create(headers: Headers, body: Uint8Array<ArrayBuffer>): Response {
    const path = `/api/uploads/file${++this.made}`;
    const length = Number(headers.get('upload-length'));
    const metadata = headers.get('upload-metadata') ?? '';
    this.uploads.set(path, { length, metadata, bytes: body });
    const place = { location: path, 'upload-offset': String(body.length) };
    return new Response(null, { status: 201, headers: place });
  }
}

/** A refusal as the server words it. */
export function refuse(code: string, status: number, more: object = {}): Response {
  return Response.json({ error: { code, ...more } }, { status });
}

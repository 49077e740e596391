import type { Me } from '../../protocol/users.ts';

// biome-ignore lint/suspicious/noExplicitAny: assertions look into answers of many shapes; a schema for each would only repeat the protocol
export type Json = any;

export type Answer = { status: number; headers: Headers; body: Json };

/** Makes one HTTP request. A text or bytes go as they are, anything else as JSON. */
export async function answerOf(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? undefined : raw ? (body as string) : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}

/** A signed-in program. */
export class Caller {
  readonly token: string;
  readonly expiresAt: number;
  readonly user: Me;
  readonly sessionId: string;

  constructor(
    private readonly url: string,
    entered: { token: string; expiresAt: number; user: Me },
  ) {
    this.token = entered.token;
    this.expiresAt = entered.expiresAt;
    this.user = entered.user;
    const [, claims = ''] = entered.token.split('.');
    this.sessionId = JSON.parse(Buffer.from(claims, 'base64url').toString()).sid;
  }

  ask(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
    const authorization = `Bearer ${this.token}`;
    return answerOf(this.url, method, path, body, { authorization, ...headers });
  }

  get = (path: string): Promise<Answer> => this.ask('GET', path);
  post = (path: string, body: unknown = {}): Promise<Answer> => this.ask('POST', path, body);
  put = (path: string, body: unknown = {}): Promise<Answer> => this.ask('PUT', path, body);
  patch = (path: string, body: unknown = {}): Promise<Answer> => this.ask('PATCH', path, body);
  del = (path: string): Promise<Answer> => this.ask('DELETE', path);
}

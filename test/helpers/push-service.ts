import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import type { PushSubscribeBody } from '../../protocol/push.ts';
import type { PostPush } from '../../server/deps.ts';
import type { Json } from './caller.ts';
import { PATIENCE_MS } from './patience.ts';
import { decryptPush } from './push-decrypt.ts';

/** A browser's subscription, with the private key that only the browser has. */
export type Browser = {
  subscription: PushSubscribeBody;
  pair: ECDH;
  /** What it was sent, decrypted, in order. */
  received: Json[];
  headers: Headers[];
};
export type PushService = ReturnType<typeof startPushService>;
type Answer = { status: number; headers?: Record<string, string> };
/** How the service answers one endpoint; `hang`: not at all; `wait`: when it is told to behave in another way. */
type Behaviour = Answer | 'hang' | 'wait';

const ORIGIN = 'https://updates.push.services.mozilla.com';
/** How long the sender waits for an answer: where none will come not for long, so that a test of silence is short. */
const ANSWER_MS = { some: PATIENCE_MS, none: 200 };

/** A push service on loopback, which checks who sends and decrypts as a browser does. `post` brings pushes here. */
export function startPushService() {
  const browsers = new Map<string, Browser>();
  const behaviours = new Map<string, Behaviour>();
  const calls: string[] = [];
  let common: Behaviour = { status: 201 };
  let changed = Promise.withResolvers<void>();

  async function answerTo(pathname: string): Promise<Answer> {
    for (;;) {
      const behaviour = behaviours.get(pathname) ?? common;
      if (behaviour === 'hang') return await new Promise<Answer>(() => {});
      if (behaviour !== 'wait') return behaviour;
      await changed.promise;
    }
  }

  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const { pathname } = new URL(request.url);
      calls.push(pathname);
      const { status, headers } = await answerTo(pathname);
      const body = new Uint8Array(await request.arrayBuffer());
      const browser = browsers.get(pathname);
      if (!browser) return new Response(null, { status: 404 });
      if (
        readVapid(request.headers.get('authorization') ?? '')?.aud !==
        new URL(browser.subscription.endpoint).origin
      )
        return new Response(null, { status: 403 });
      if (status === 201) {
        const { auth } = browser.subscription;
        const plain = decryptPush(body, browser.pair, Buffer.from(auth, 'base64url'));
        browser.received.push(JSON.parse(plain.toString()));
        browser.headers.push(request.headers);
      }
      return new Response(null, { status, headers });
    },
  });

  const post: PostPush = async (endpoint, body, headers) => {
    const { pathname } = new URL(endpoint);
    const behaviour = behaviours.get(pathname) ?? common;
    const response = await fetch(`http://127.0.0.1:${server.port}${pathname}`, {
      ...{ method: 'POST', body, headers, redirect: 'manual' },
      signal: AbortSignal.timeout(behaviour === 'hang' ? ANSWER_MS.none : ANSWER_MS.some),
    });
    return { status: response.status, retryAfter: response.headers.get('retry-after') };
  };

  return {
    post,
    url: `http://127.0.0.1:${server.port}`,
    /** The paths that were asked for, refused ones too. */
    calls,
    browser(more: Partial<PushSubscribeBody> = {}): Browser {
      const pair = createECDH('prime256v1');
      const subscription = { ...madeUpSubscription(pair), ...more };
      const browser = { subscription, pair, received: [], headers: [] };
      this.adopt(browser);
      return browser;
    },
    /** Serves a browser, one of another service too. */
    adopt(browser: Browser): void {
      browsers.set(new URL(browser.subscription.endpoint).pathname, browser);
    },
    /** How it answers from now on: everybody, or one browser. */
    behave(behaviour: Behaviour, of?: Browser): void {
      if (of) behaviours.set(new URL(of.subscription.endpoint).pathname, behaviour);
      else common = behaviour;
      changed.resolve();
      changed = Promise.withResolvers();
    },
    stop: () => server.stop(true),
  };
}

/** What a browser would send, of a service that every server knows. */
export function madeUpSubscription(pair = createECDH('prime256v1')): PushSubscribeBody {
  return {
    endpoint: `${ORIGIN}/wpush/v2/${randomBytes(12).toString('base64url')}`,
    p256dh: pair.generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
    language: 'fa',
    content: 'full',
  };
}

/** The claims of a token that is signed with the key beside it (RFC 8292), else undefined. */
export function readVapid(header: string): { aud: string; exp: number; sub?: string } | undefined {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  if (point.length !== 65) return undefined;
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((h) => h.toString('base64url'));
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    {
      key: createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363',
    },
    Buffer.from(signature, 'base64url'),
  );
  return isSigned ? JSON.parse(Buffer.from(claims, 'base64url').toString()) : undefined;
}

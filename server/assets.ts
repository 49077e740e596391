import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staticPlugin } from '@elysiajs/static';
import { Elysia } from 'elysia';
import Negotiator from 'negotiator';
import { type Asset, Catalog, CLIENT_ROOT } from './assets/catalog.ts';
import { Refusal } from './errors.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const SHELL = '/index.html';
/** What stands before the app on plain HTTP (server/http/plain.ts). */
const WARNING = '/plain/index.html';
const ENCODINGS = ['br', 'gzip', 'identity'] as const;

/**
 * The web client. Fonts carry their version in their names and are compressed already, so @elysiajs/static serves them,
 * without its ETags, which are unquoted (RFC 9110 §8.8.3) and which nobody asks about within a year. The rest has what
 * the plugin lacks: compressed variants, 304 with its headers, the shell for deep links.
 */
export async function assets(
  root = CLIENT_ROOT,
  warns: (request: Request) => boolean = () => false,
) {
  const catalog = new Catalog(root);
  const app = new Elysia({ name: 'assets' });
  const fonts = join(root, 'fonts');
  if (existsSync(fonts)) {
    const headers = { 'Cache-Control': FOREVER };
    const options = { alwaysStatic: true, etag: false, indexHTML: false, headers };
    app.use(await staticPlugin({ assets: fonts, prefix: '/fonts', ...options }));
  }
  return app.get('/*', ({ request, params }) => {
    const path = cleanPath(`/${params['*']}`);
    const asset = path === undefined ? undefined : find(catalog, path);
    if (asset === undefined) throw new Refusal('not_found');
    const warning = asset.file === 'index.html' && warns(request) ? catalog.at(WARNING) : undefined;
    return serve(root, warning ?? asset, request);
  });
}

/** The path as it was meant, or undefined for one that tries to leave the folder, whatever its encoding. */
function cleanPath(raw: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return undefined;
  }
  return /[\0\\%]|(^|\/)\.\.?(\/|$)/.test(path) ? undefined : path;
}

/** Pages of the app are all one shell. A path that names a file which is not there is missing, not a page. */
function find(catalog: Catalog, path: string): Asset | undefined {
  if (path.startsWith('/api/') || path === '/api') return undefined;
  const known = path === '/_index.json' ? undefined : catalog.at(path);
  if (known) return known;
  const isPage = /^\/[uc]\/[^/]+\/?$/.test(path) || !/\.[^/]*$/.test(path);
  return isPage ? catalog.at(SHELL) : undefined;
}

function serve(root: string, asset: Asset, request: Request): Response {
  const available = ENCODINGS.filter((name) => name === 'identity' || asset.encodings[name]);
  const headers = Object.fromEntries(request.headers);
  const chosen = new Negotiator({ headers }).encoding([...available]) ?? 'identity';
  const file = asset.encodings[chosen as 'br' | 'gzip'];
  const etag = `"${asset.etag}${file ? `-${chosen}` : ''}"`;
  const answer = {
    etag,
    vary: 'accept-encoding',
    'cache-control': asset.immutable ? FOREVER : 'no-cache',
  };
  if (matches(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: answer });
  return new Response(Bun.file(join(root, file ?? asset.file)), {
    headers: {
      ...answer,
      'content-type': asset.type,
      ...(file ? { 'content-encoding': chosen } : {}),
    },
  });
}

/** RFC 9110 §13.1.2: a list, compared weakly, since a proxy that compresses again weakens tags. */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

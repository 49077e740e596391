import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staticPlugin } from '@elysiajs/static';
import { Elysia } from 'elysia';
import { createTextAnswers, encodingFor, matchesTag, type Text } from './assets/answer.ts';
import { type Asset, Catalog, CLIENT_ROOT } from './assets/catalog.ts';
import { Refusal } from './errors.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const SHELL = '/index.html';
/** What stands before the app on plain HTTP (server/http/plain.ts). */
const WARNING = '/plain/index.html';

type Parts = {
  /** Whether the warning about plain HTTP stands before the app for this request. */
  warns(request: Request): boolean;
  manifest(request: Request): Text;
  /** What a page's head says of it to programs that show links. */
  head(request: Request, path: string): Promise<string>;
};

/**
 * The web client. Fonts carry their version in their names and are compressed already, so @elysiajs/static serves them,
 * without its ETags, which are unquoted (RFC 9110 §8.8.3) and which nobody asks about within a year. The rest has what
 * the plugin lacks: compressed variants, 304 with its headers, the shell for deep links, which says in its head what the
 * address leads to.
 */
export async function assets({ warns, manifest, head }: Parts, root = CLIENT_ROOT) {
  const catalog = new Catalog(root);
  const answer = createTextAnswers();
  const app = new Elysia({ name: 'assets' });
  const fonts = join(root, 'fonts');
  if (existsSync(fonts)) {
    const headers = { 'Cache-Control': FOREVER };
    const options = { alwaysStatic: true, etag: false, indexHTML: false, headers };
    app.use(await staticPlugin({ assets: fonts, prefix: '/fonts', ...options }));
  }
  async function page(shell: Asset, request: Request, path: string): Promise<Response> {
    const html = await Bun.file(join(root, shell.file)).text();
    // As a function: `$` in a name would else stand for something.
    const tags = await head(request, path);
    return answer(request, {
      body: html.replace('</head>', () => `${tags}</head>`),
      type: shell.type,
    });
  }
  return app
    .get('/manifest.webmanifest', ({ request }) => answer(request, manifest(request)))
    .get('/*', ({ request, params }) => {
      const path = cleanPath(`/${params['*']}`);
      const asset = path === undefined ? undefined : find(catalog, path);
      if (asset === undefined || path === undefined) throw new Refusal('not_found');
      if (asset.file !== 'index.html') return serve(root, asset, request);
      const warning = warns(request) ? catalog.at(WARNING) : undefined;
      return warning ? serve(root, warning, request) : page(asset, request, path);
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
  const { encodings } = asset;
  const chosen = encodingFor(request, (name) => name !== 'identity' && name in encodings);
  const file = chosen === 'identity' ? undefined : encodings[chosen];
  const etag = `"${asset.etag}${file ? `-${chosen}` : ''}"`;
  const answer = {
    etag,
    vary: 'accept-encoding',
    'cache-control': asset.immutable ? FOREVER : 'no-cache',
  };
  if (matchesTag(request, etag)) return new Response(null, { status: 304, headers: answer });
  return new Response(Bun.file(join(root, file ?? asset.file)), {
    headers: {
      ...answer,
      'content-type': asset.type,
      ...(file ? { 'content-encoding': chosen } : {}),
    },
  });
}

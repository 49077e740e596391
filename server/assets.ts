import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staticPlugin } from '@elysiajs/static';
import { Elysia } from 'elysia';
import { ApiError } from '../db/engine/api-error.ts';
import { createTextAnswers, encodingFor, matchesTag, type Text } from './assets/answer.ts';
import { type Asset, Catalog, CLIENT_ROOT } from './assets/catalog.ts';
import { isNavigation, requestLanguage } from './http/language.ts';

const FOREVER = 'public, max-age=31536000, immutable';
const SHELL = '/index.html';
/** What stands before the app on plain HTTP (server/http/plain.ts). */
const WARNING = { fa: '/plain/index.html', en: '/plain/index.en.html' };
const MISSING = { fa: '/plain/missing.html', en: '/plain/missing.en.html' };
/** What browsers and programs ask for without being told to. */
const FAVICON = { asked: '/favicon.ico', given: '/icons/icon-192.png' };

const SHARE = '/share';

type Parts = {
  /** Whether the warning about plain HTTP stands before the app for this request. */
  warns(request: Request): boolean;
  manifest(request: Request): Text;
  /** What the head of a page says to programs that show links. */
  head(request: Request, path: string): Promise<string>;
};

/**
 * The web client. Fonts carry their version in their names and are compressed already, so @elysiajs/static serves them,
 * without its ETags, which are unquoted (RFC 9110 §8.8.3) and which no browser asks about within a year. The rest has
 * what the plugin lacks: compressed variants, 304 with its headers, and the shell for deep links, whose head says what
 * the address leads to.
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
  return (
    app
      .get('/manifest.webmanifest', ({ request }) => answer(request, manifest(request)))
      // Of a browser whose service worker is gone: what another app shares is not ours to read before it is sent.
      .post(SHARE, () => new Response(null, { status: 303, headers: { location: SHARE } }), {
        parse: 'none',
      })
      .get('/*', ({ request, params }) => {
        const path = cleanPath(`/${params['*']}`);
        const asset = path === undefined ? undefined : find(catalog, path);
        if (asset === undefined || path === undefined) {
          const missing = isNavigation(request) && catalog.at(MISSING[requestLanguage(request)]);
          if (!missing || isApi(path)) throw new ApiError('not_found');
          return missingPage(root, missing);
        }
        if (asset.file !== 'index.html') return serve(root, asset, request);
        const warning = warns(request) ? catalog.at(WARNING[requestLanguage(request)]) : undefined;
        return warning
          ? serve(root, warning, request, 'accept-encoding, accept-language, cookie')
          : page(asset, request, path);
      })
  );
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

const isApi = (path: string | undefined): boolean => /^\/api(\/|$)/.test(path ?? '');

/**
 * A browser that follows an address that leads nowhere gets a page in its language; programs get the reply of the API.
 */
function missingPage(root: string, { file, type }: Asset): Response {
  const headers = { 'content-type': type, 'cache-control': 'no-cache' };
  return new Response(Bun.file(join(root, file)), {
    status: 404,
    headers: { ...headers, vary: 'accept, accept-language' },
  });
}

/** Pages of the app are all one shell. A path that names a file which is not there is missing, not a page. */
function find(catalog: Catalog, path: string): Asset | undefined {
  if (isApi(path)) return undefined;
  if (path === FAVICON.asked) return catalog.at(FAVICON.given);
  const known = path === '/_index.json' ? undefined : catalog.at(path);
  if (known) return known;
  const isPage = /^\/[uc]\/[^/]+\/?$/.test(path) || !/\.[^/]*$/.test(path);
  return isPage ? catalog.at(SHELL) : undefined;
}

function serve(root: string, asset: Asset, request: Request, vary = 'accept-encoding'): Response {
  const { encodings } = asset;
  const chosen = encodingFor(request, (name) => name !== 'identity' && name in encodings);
  const file = chosen === 'identity' ? undefined : encodings[chosen];
  const etag = `"${asset.etag}${file ? `-${chosen}` : ''}"`;
  const answer = {
    etag,
    vary,
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

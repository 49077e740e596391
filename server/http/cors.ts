import { Elysia } from 'elysia';

/** Headers of uploads (tus 1.0). */
const TUS_ASKED = ['tus-resumable', 'upload-length', 'upload-metadata', 'upload-offset'];
const TUS_ANSWERED = [
  ...['location', 'tus-extension', 'tus-max-size', 'tus-resumable', 'tus-version'],
  ...['upload-expires', 'upload-length', 'upload-metadata', 'upload-offset'],
];

/**
 * Pages of the listed origins may use the API with a Bearer token. Without a list nothing is mounted, since the plugin
 * adds headers to every reply. Credentials are never allowed: our cookies are for our own pages.
 */
export async function cors(origins: string[]) {
  if (origins.length === 0) return new Elysia({ name: 'no-cors' });
  const plugin = await import('@elysiajs/cors');
  return plugin.cors({
    origin: (request) => origins.includes(request.headers.get('origin') ?? ''),
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', ...TUS_ASKED],
    exposeHeaders: ['retry-after', 'x-request-id', ...TUS_ANSWERED],
    maxAge: 600,
  });
}

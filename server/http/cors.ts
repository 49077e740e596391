import { Elysia } from 'elysia';

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
    allowedHeaders: ['authorization', 'content-type'],
    exposeHeaders: ['retry-after', 'x-request-id'],
    maxAge: 600,
  });
}

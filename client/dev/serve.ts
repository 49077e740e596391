/** `bun client/dev/serve.ts [port]`: serves the screens on made-up data, under the product's CSP. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerFile } from './serve-files.ts';

const root = new URL('../..', import.meta.url).pathname;
const outdir = await mkdtemp(join(tmpdir(), 'screens-'));

export async function buildDev(): Promise<void> {
  const shared = { outdir, publicPath: '/', external: ['/fonts/*'] };
  await Bun.build({
    ...shared,
    entrypoints: [join(root, 'client/dev/main.ts')],
    target: 'browser',
    splitting: true,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.PAYAMBAR_VERSION': '"0.1.0"',
      'process.env.PAYAMBAR_DEV': '"1"',
    },
  });
  await Bun.build({
    ...shared,
    entrypoints: [join(root, 'client/styles/global.css')],
    target: 'bun',
  });
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [, file] = /^\/api\/files\/([^/]+)/.exec(pathname) ?? [];
  if (file) return answerFile(file, request);
  for (const folder of [outdir, join(root, 'public')]) {
    const file = Bun.file(join(folder, pathname));
    if (pathname !== '/' && (await file.exists())) return new Response(file);
  }
  const html = await Bun.file(join(root, 'client/index.html')).text();
  const page = html.replace('./main.ts', '/main.js').replace('./styles/global.css', '/global.css');
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; media-src 'self' blob:",
    },
  });
}

export function serveDev(port: number): Bun.Server<undefined> {
  return Bun.serve({ port, hostname: '127.0.0.1', fetch: answer });
}

if (import.meta.main) {
  await buildDev();
  const server = serveDev(Number(process.argv[2] ?? 0));
  process.stdout.write(`${server.url}\n`);
}

import { join } from 'node:path';

const ROOT = join(import.meta.dir, '../../../..');

/** The chat screens in the real shell over services in memory, on a port of its own. */
export async function servePage(): Promise<{ url: string; stop(): void }> {
  const built = await Bun.build({
    entrypoints: [join(import.meta.dir, 'main.ts')],
    target: 'browser',
    splitting: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.PAYAMBAR_VERSION': '"test"',
      'process.env.PAYAMBAR_DEV': '""',
    },
  });
  const [script] = built.outputs;
  const css = ['tokens', 'global'].map((name) =>
    Bun.file(join(ROOT, `client/styles/${name}.css`)).text(),
  );
  const style = (await Promise.all(css)).join('\n').replace(/@import[^;]+;/g, '');
  const page = `<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8"><title>t</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style>
    <script type="module" src="/main.js"></script><body></body></html>`;
  const fonts = join(ROOT, 'public/fonts');
  const server = Bun.serve({
    port: 0,
    fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === '/main.js') return new Response(script);
      if (pathname.startsWith('/fonts/'))
        return new Response(Bun.file(join(fonts, pathname.slice(7))));
      return new Response(page, { headers: { 'content-type': 'text/html' } });
    },
  });
  return { url: String(server.url).slice(0, -1), stop: () => void server.stop(true) };
}

import { join } from 'node:path';
import { staticGraph } from './chunks.ts';
import type { Client } from './client.ts';
import type { Paths } from './paths.ts';

/**
 * Returns `client/index.html` with the names of this build: its `main.ts` and `global.css` become the hashed files,
 * and every chunk that `main` needs at once is preloaded, so that none waits for another to be parsed.
 */
export async function buildHtml(paths: Paths, client: Client, dev: boolean): Promise<void> {
  const source = await Bun.file(join(paths.source, 'index.html')).text();
  const found = { script: false, style: false };
  const preloads = [...staticGraph(client.chunks, client.script)]
    .filter((name) => name !== client.script)
    .map((name) => `<link rel="modulepreload" href="/assets/${name}">`)
    .join('');
  const html = new HTMLRewriter()
    .on('script[src$="main.ts"]', {
      element(script) {
        found.script = true;
        script.setAttribute('src', `/assets/${client.script}`);
        script.before(preloads, { html: true });
      },
    })
    .on('link[rel="stylesheet"][href$="global.css"]', {
      element(link) {
        found.style = true;
        link.setAttribute('href', `/assets/${client.style}`);
      },
    })
    .on('body', {
      element(body) {
        if (dev) body.append('<script src="/dev-reload.js"></script>', { html: true });
      },
    })
    .transform(source);
  if (!found.script || !found.style) {
    throw new Error('client/index.html must load ./main.ts and ./styles/global.css');
  }
  const lines = dev ? html : html.replaceAll(/<!--.*?-->/gs, '').replaceAll(/\n\s*/g, '\n');
  await Bun.write(join(paths.client, 'index.html'), lines);
}

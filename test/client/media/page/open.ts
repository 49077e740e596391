import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { icons } from '../../../../build/icons.ts';
import { languages } from '../../../../build/languages.ts';
import { PAGE_HEADERS } from '../../../../server/http/headers.ts';
import { PATIENCE_MS } from '../../../helpers/patience.ts';
import type { MediaModules } from './main.ts';

declare global {
  var media: MediaModules;
}

const SAMPLES = join(import.meta.dir, '../samples');
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>t</title><script type="module" src="/main.js"></script>';

/** Answers what the page asks for beyond itself and the samples. */
type Answer = (request: Request) => Response | undefined | Promise<Response | undefined>;

async function buildWorker(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, '../../../../client/media/picture-worker.ts')],
    target: 'browser',
  });
  return (await outputs[0]?.text()) ?? '';
}

/** The media modules in a page under the product's own headers, in Chromium with a made-up microphone. */
export class MediaPage {
  private constructor(
    readonly browser: Browser,
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
    readonly complaints: string[],
    private readonly end: () => Promise<void>,
  ) {}

  static async open(answer: Answer = () => undefined): Promise<MediaPage> {
    const built = await Bun.build({
      entrypoints: [join(import.meta.dir, 'main.ts')],
      target: 'browser',
      define: {
        'process.env.NODE_ENV': '"production"',
        'process.env.PAYAMBAR_DEV': '""',
        'process.env.PAYAMBAR_PICTURE_WORKER': '"/worker.js"',
      },
      plugins: [languages, icons],
    });
    const script = (await built.outputs[0]?.text()) ?? '';
    const worker = await buildWorker();
    const server = Bun.serve({
      port: 0,
      async fetch(request) {
        const { pathname } = new URL(request.url);
        const asked = await answer(request);
        if (asked) return asked;
        if (pathname.startsWith('/samples/'))
          return new Response(Bun.file(join(SAMPLES, pathname.slice(9))));
        const scripts: Record<string, string> = { '/main.js': script, '/worker.js': worker };
        const found = scripts[pathname];
        const [body, type] = found ? [found, 'javascript'] : [PAGE, 'html'];
        return new Response(body, { headers: { ...PAGE_HEADERS, 'content-type': `text/${type}` } });
      },
    });
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      timeout: PATIENCE_MS,
      args: [
        '--no-sandbox',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    });
    const context = await browser.newContext({ locale: 'fa-IR' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const url = `http://localhost:${server.port}`;
    const media = new MediaPage(browser, context, page, url, complaints, async () => {
      await browser.close();
      await server.stop(true);
    });
    await media.load();
    return media;
  }

  /** Loads the page again, as somebody does who comes back. */
  async load(): Promise<void> {
    await this.page.goto(this.url);
    await this.page.waitForFunction(() => globalThis.media !== undefined);
  }

  async close(): Promise<void> {
    await this.end();
  }
}

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Scene } from '../../../client/dev/scene.ts';
import { buildDev, serveDev } from '../../../client/dev/serve.ts';
import type { Language } from '../../../client/i18n/locale.ts';
import { ensureChromium } from '../../../scripts/chromium.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';

const FAR_HOST = 'payambar.test';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
export const DESK = { viewport: { width: 1280, height: 800 } };

export type Opened = {
  far?: boolean;
  scene?: Scene;
  language?: Language;
  theme?: 'light' | 'dark';
};

/**
 * Shows the screens on made-up data, in a real browser, under the product's CSP. Anything that the console says is a
 * failure.
 */
export class Screens {
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly server: ReturnType<typeof serveDev>,
  ) {}

  static async start(): Promise<Screens> {
    await buildDev();
    const browser = await chromium.launch({
      executablePath: await ensureChromium(),
      timeout: PATIENCE_MS,
      // This host name is not the machine's own: plain HTTP there is an insecure context, as on a home network.
      args: ['--no-sandbox', '--headless=new', `--host-resolver-rules=MAP ${FAR_HOST} 127.0.0.1`],
    });
    return new Screens(browser, serveDev(0));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop(true);
  }

  async open(path: string, on: BrowserContextOptions, how: Opened = {}): Promise<Page> {
    const context = await this.browser.newContext({
      colorScheme: how.theme ?? 'light',
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Tehran',
      ...on,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    await page.addInitScript(
      ([scene, language]) => {
        localStorage.setItem('scene', scene);
        if (localStorage.getItem('payambar:language') === null) {
          localStorage.setItem('payambar:language', language);
        }
      },
      [how.scene ?? 'usual', how.language ?? 'fa'] as const,
    );
    const url = new URL(path, this.server.url);
    if (how.far) url.hostname = FAR_HOST;
    await page.goto(url.href);
    return page;
  }
}

export const pathOf = (page: Page): string => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

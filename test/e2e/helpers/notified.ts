import type { Browser, BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import type { NotificationFacts } from '../../../client/core/push/notification.ts';
import { PASSWORD } from '../../helpers/app.ts';
import type { Caller, Json } from '../../helpers/caller.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import type { Browser as Subscriber } from '../../helpers/push-service.ts';
import { until } from '../../helpers/until.ts';
import { type Link, openLink } from './link.ts';

export type Shown = {
  title: string;
  body: string;
  silent: boolean | null;
  data: NotificationFacts;
  actions: string[];
};
type Answered = { action?: string; reply?: string };

/**
 * The pushes that show something. A push that closes what was read elsewhere goes out behind the reading, and may arrive
 * before or after a message that was sent since.
 */
export const toBeShown = ({ received }: Subscriber): Json[] =>
  received.filter(({ notification }) => notification !== undefined);

/**
 * A browser whose subscription is of the tests' push service, since Chromium's own needs Google. What the service was sent
 * is handed to its service worker as the browser would.
 */
export class NotifiedBrowser {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly link: Link,
    private readonly cdp: CDPSession,
    private readonly subscriber: Subscriber,
  ) {}

  static async open(
    browser: Browser,
    port: number,
    { who, subscriber, locale }: { who: Caller; subscriber: Subscriber; locale: string },
  ): Promise<NotifiedBrowser> {
    const link = openLink(port);
    const context = await browser.newContext({ locale, timezoneId: 'Asia/Tehran' });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.grantPermissions(['notifications'], { origin: link.url });
    await context.addInitScript(stubSubscription, subscriber.subscription);
    await context.addInitScript(() => {
      navigator.setAppBadge = async (count) => {
        document.documentElement.dataset.badge = String(count);
      };
    });
    const data = { username: who.user.username, password: PASSWORD };
    const headers = { 'x-payambar-client': 'web', origin: link.url };
    const entered = await context.request.post(`${link.url}/api/auth/login`, { data, headers });
    if (!entered.ok()) throw new Error(await entered.text());
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    return new NotifiedBrowser(context, page, link, cdp, subscriber);
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.link.url + path);
    await this.page.locator('.shell').waitFor({ state: 'detached' });
  }

  /** The number on the app's icon, as the page has set it. */
  badge = (): Promise<string | undefined> =>
    this.page.evaluate(() => document.documentElement.dataset.badge);

  /** No page of the app is left, and the server knows; the worker is. */
  async closeApp(): Promise<void> {
    await this.page.goto('about:blank');
    await until(this.link.webSockets, 0);
  }

  async worker(): Promise<Worker> {
    return this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent('serviceworker'));
  }

  /** Hands a push to the worker; without one, the newest that the server has sent to be shown. */
  async deliver(payload: Json = toBeShown(this.subscriber).at(-1)): Promise<void> {
    const found = new Promise<string>((resolve) => {
      this.cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [one] = registrations.filter(({ scopeURL }) => scopeURL.startsWith(this.link.url));
        if (one) resolve(one.registrationId);
      });
    });
    await this.cdp.send('ServiceWorker.enable');
    const push = { origin: this.link.url, registrationId: await found };
    await this.cdp.send('ServiceWorker.deliverPushMessage', {
      ...push,
      data: JSON.stringify(payload),
    });
    await this.cdp.send('ServiceWorker.disable');
  }

  async shown(): Promise<Shown[]> {
    return await (await this.worker()).evaluate(listShown);
  }

  /** `title | body` of each. */
  lines = async (): Promise<string[]> =>
    (await this.shown()).map(({ title, body }) => `${title} | ${body}`);

  shows = (lines: string[]): Promise<unknown> => until(this.lines, lines);

  /**
   * A click on what is shown. The driver can't click outside of a page, so the worker's own event is made; a browser lets
   * it open no window then, and where it would have is answered.
   */
  async click(answered: Answered = {}): Promise<string[]> {
    return await (await this.worker()).evaluate(click, answered);
  }

  async close(): Promise<void> {
    await this.context.close();
    this.link.stop();
  }
}

function stubSubscription({ endpoint, p256dh, auth }: Record<string, string>): void {
  let held: object | null = null;
  const subscription = {
    endpoint,
    options: { userVisibleOnly: true, applicationServerKey: null },
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    async unsubscribe() {
      held = null;
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => held,
    async subscribe() {
      held = subscription;
      return subscription;
    },
  });
}

// What runs in the worker has its globals; these tests are checked with a page's.
type WorkerScope = {
  registration: ServiceWorkerRegistration;
  clients: { openWindow(path: string): Promise<null> };
  dispatchEvent(event: Event): boolean;
};

async function listShown(): Promise<Shown[]> {
  const { registration } = globalThis as unknown as WorkerScope;
  const shown = (await registration.getNotifications()) as (Notification & {
    actions: { action: string }[];
  })[];
  return shown.map(({ title, body, silent, data, actions }) => ({
    ...{ title, body, silent, data },
    actions: actions.map(({ action }) => action),
  }));
}

async function click(answered: Answered): Promise<string[]> {
  const scope = globalThis as unknown as WorkerScope;
  const [notification] = await scope.registration.getNotifications();
  const opened: string[] = [];
  scope.clients.openWindow = async (path) => {
    opened.push(path);
    return null;
  };
  const event = new Event('notificationclick');
  const done: Promise<unknown>[] = [];
  const waitUntil = (work: Promise<unknown>) => void done.push(work);
  scope.dispatchEvent(Object.assign(event, { notification, waitUntil, action: '', ...answered }));
  await Promise.all(done);
  return opened;
}

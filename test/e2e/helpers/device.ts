import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import { until } from '../../helpers/until.ts';
import { enterRegister, enterSignIn } from './entering.ts';
import type { Executable } from './executable.ts';
import { type Link, openLink } from './link.ts';
import { bubbles } from './timeline.ts';

const PHONE = { width: 360, height: 740 };

/** CI runs as root, where Chromium's sandbox does not start; the other flags keep it from asking foreign hosts. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const launch = (flags: string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...flags],
    timeout: PATIENCE_MS,
  });

/** `language`: the one that the browser asks for. */
type Options = { language?: string; viewport?: { width: number; height: number } };

/** One browser of one person, on a line of its own. Labels are Persian unless the device is English. */
export class Device {
  private constructor(
    readonly context: BrowserContext,
    readonly link: Link,
    public page: Page,
    /** Every address that any of its pages or workers asked. */
    readonly asked: string[],
  ) {}

  static async open(browser: Browser, server: Executable, options: Options = {}): Promise<Device> {
    const link = openLink(server.port);
    const context = await browser.newContext({
      locale: options.language ?? 'fa-IR',
      timezoneId: 'Asia/Tehran',
      viewport: options.viewport ?? PHONE,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const page = await context.newPage();
    page.on('websocket', (socket) => asked.push(socket.url()));
    await page.goto(link.url);
    return new Device(context, link, page, asked);
  }

  register = (username: string, name: string): Promise<void> =>
    enterRegister(this.page, username, name);

  signIn = (username: string): Promise<void> => enterSignIn(this.page, username);

  /** Opens a chat through the person's public address, as from a link. */
  async talkTo(username: string): Promise<void> {
    await this.page.goto(`${this.link.url}/u/${username}`);
    await this.page.getByRole('button', { name: /ارسال پیام|Send a message/ }).click();
    await this.composer.waitFor();
  }

  /** Opens a chat from the list, by the name shown there. */
  async openChat(name: string): Promise<void> {
    await this.page.locator('pa-chat-list a.chat', { hasText: name }).click();
    await this.composer.waitFor();
  }

  /** Accepts a stranger's first message or group, from the row of requests. */
  async accept(name: string): Promise<void> {
    await this.page.locator('pa-chat-list .folder', { hasText: /درخواست|Requests/ }).click();
    await this.openChat(name);
    await this.page.getByRole('button', { name: /^(پذیرفتن|پیوستن|Accept|Join)$/ }).click();
    // Before that, leaving the page would cancel its request to the server.
    await this.page.locator('pa-request-bar button').first().waitFor({ state: 'detached' });
  }

  get composer() {
    return this.page.locator('pa-composer textarea');
  }

  /** Resolves when it stands in the chat: it is on this device's disk, and the page may be left. */
  async write(text: string): Promise<void> {
    const before = await this.saying(text).count();
    await this.composer.fill(text);
    await this.page.locator('pa-composer button.send').click();
    await this.saying(text).nth(before).waitFor();
  }

  private saying = (text: string) => this.page.locator('pa-message', { hasText: text });

  texts = (): Promise<string[]> => bubbles(this.page);

  /** Returns the class of the tick beside one's own message: clock, one, two, read, failed. */
  async tick(text: string): Promise<string> {
    const found = await this.saying(text)
      .last()
      .locator('.tick')
      .getAttribute('class', { timeout: 1000 });
    return found?.replace('tick', '').trim() ?? '';
  }

  shows = (texts: string[]): Promise<unknown> => until(() => this.texts(), texts);
  ticks = (text: string, tick: string): Promise<unknown> => until(() => this.tick(text), tick);

  async close(): Promise<void> {
    await this.context.close();
    this.link.stop();
  }
}

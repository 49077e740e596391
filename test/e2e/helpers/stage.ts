import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { answerOf, Caller } from '../../helpers/caller.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import { launch } from './device.ts';
import { PASSWORD } from './entering.ts';
import { type Executable, startExecutable } from './executable.ts';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
export const DESK = { viewport: { width: 1280, height: 800 } };

/** One server and one browser for all tests of a file. People come by the API, and are met in pages. */
export class Stage {
  private constructor(
    readonly server: Executable,
    readonly browser: Browser,
  ) {}

  static async open(env: Record<string, string> = {}, flags: string[] = []): Promise<Stage> {
    // The people of a file come within one minute, from one address.
    const open = { REGISTRATION: 'open', AUTH_LIMIT: '1000', ...env };
    const [server, browser] = await Promise.all([startExecutable(open), launch(flags)]);
    return new Stage(server, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  async person(username: string, displayName: string): Promise<Caller> {
    const body = { username, displayName, password: PASSWORD };
    const answer = await answerOf(this.server.url, 'POST', '/api/auth/register', body);
    if (answer.status !== 201) throw new Error(`${username}: ${JSON.stringify(answer.body)}`);
    return new Caller(this.server.url, answer.body);
  }

  /** Opens a page of theirs, signed in. `errors`: what went wrong in it. */
  async page(
    who: Caller,
    path: string,
    on: BrowserContextOptions,
  ): Promise<Page & { errors: string[] }> {
    const { url } = this.server;
    const context = await this.browser.newContext({
      locale: 'fa-IR',
      timezoneId: 'Asia/Tehran',
      reducedMotion: 'reduce',
      ...on,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const data = { username: who.user.username, password: PASSWORD };
    const headers = { 'x-payambar-client': 'web', origin: url };
    const entered = await context.request.post(`${url}/api/auth/login`, { data, headers });
    if (!entered.ok()) throw new Error(`${who.user.username}: ${await entered.text()}`);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url + path);
    return Object.assign(page, { errors });
  }
}

/** Both have written, so neither is a stranger to the other. */
export async function acquaint(a: Caller, b: Caller): Promise<string> {
  const made = await a.post('/api/chats', { kind: 'direct', userId: b.user.id });
  const chatId: string = made.body.chat.id;
  for (const who of [a, b]) await say(who, chatId, 'سلام');
  return chatId;
}

export async function say(who: Caller, chatId: string, text: string): Promise<void> {
  const clientId = Bun.randomUUIDv7();
  const { status, body } = await who.post(`/api/chats/${chatId}/messages`, { clientId, text });
  if (status >= 300) throw new Error(JSON.stringify(body));
}

/** Returns the group's id. */
export async function group(owner: Caller, title: string, people: Caller[]): Promise<string> {
  const userIds = people.map(({ user }) => user.id);
  const { status, body } = await owner.post('/api/chats', { kind: 'group', title, userIds });
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body.chat.id;
}

/** Plays a real touch, with all that the browser makes of it. */
export class Finger {
  private constructor(private readonly cdp: CDPSession) {}

  static async of(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  down = (x: number, y: number) => this.send('touchStart', x, y);
  move = (x: number, y: number) => this.send('touchMove', x, y);
  up = () => this.cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

  private async send(type: 'touchStart' | 'touchMove', x: number, y: number): Promise<void> {
    await this.cdp.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  }
}

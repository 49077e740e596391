import { expect } from 'bun:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Device, launch } from '../../e2e/helpers/device.ts';
import { enterSignIn, PASSWORD } from '../../e2e/helpers/entering.ts';
import { EXECUTABLE, type Executable, startExecutable } from '../../e2e/helpers/executable.ts';
import { makeGroup } from '../../e2e/helpers/screens.ts';
import { answerOf, Caller } from '../../helpers/caller.ts';
import { PATIENCE_MS } from '../../helpers/patience.ts';
import { until } from '../../helpers/until.ts';

/**
 * Sara looks at the screen; Ali and Bob, whose name is written in Latin letters, are programs. All three are in one
 * group.
 */
export class Family {
  constructor(
    readonly server: Executable,
    readonly browser: Browser,
    readonly sara: Device,
    /** Sara as a program. */
    readonly her: Caller,
    readonly ali: Caller,
    readonly bob: Caller,
    /** The group «خانواده». */
    readonly id: string,
  ) {}

  static async open(viewport?: { width: number; height: number }): Promise<Family> {
    const server = await startExecutable({
      ...{ REGISTRATION: 'open', RATE_LIMIT: '100000', AUTH_LIMIT: '100000' },
    });
    const browser = await launch();
    const sara = await Device.open(browser, server, viewport ? { viewport } : {});
    await sara.register('sara', 'سارا');
    const enter = async (path: string, body: object) =>
      new Caller(server.url, (await answerOf(server.url, 'POST', `/api/auth/${path}`, body)).body);
    const her = await enter('login', { username: 'sara', password: PASSWORD });
    const person = (username: string, displayName: string) =>
      enter('register', { username, displayName, password: PASSWORD });
    const [ali, bob] = [await person('ali', 'علی صفری'), await person('bidibob', 'Bidi Bob (2)')];
    const id = await makeGroup(sara, 'خانواده', [
      ['ali', 'علی'],
      ['bidibob', 'Bidi'],
    ]);
    return new Family(server, browser, sara, her, ali, bob, id);
  }

  async close(): Promise<void> {
    await this.sara.close();
    await this.browser.close();
    await this.server.stop();
  }

  async register(username: string, displayName: string): Promise<Caller> {
    const body = { username, displayName, password: PASSWORD };
    const { url } = this.server;
    return new Caller(url, (await answerOf(url, 'POST', '/api/auth/register', body)).body);
  }

  /** Makes a group with these people; returns its id. */
  async group(title: string, maker: Caller, ...others: Caller[]): Promise<string> {
    const userIds = others.map(({ user }) => user.id);
    return (await maker.post('/api/chats', { kind: 'group', title, userIds })).body.chat.id;
  }

  async send(from: Caller, chatId: string, text: string, entities?: unknown) {
    const clientId = Bun.randomUUIDv7();
    const sent = await from.post(`/api/chats/${chatId}/messages`, { clientId, text, entities });
    expect(sent.status).toBe(201);
    return sent.body.message;
  }

  /** Opens a chat on Sara's device. */
  async enter(chatId = this.id): Promise<void> {
    const { sara } = this;
    if (new URL(sara.page.url()).pathname !== `/c/${chatId}`)
      await sara.page.goto(`${sara.link.url}/c/${chatId}`);
    await sara.composer.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.sara.composer.fill(text);
    await this.sara.page.locator('pa-composer button.send').click();
  }

  /** Returns the newest bubble of the open chat, once it is the one with these words and the server has it. */
  async newest(text: string) {
    const last = this.sara.page.locator('pa-message:not([system])').last();
    await until(
      () =>
        last.evaluate((one: Element & { message?: { text: string; seq: number } }) => [
          ...[one.message?.text, (one.message?.seq ?? 0) > 0],
        ]),
      [text, true],
    );
    return last;
  }

  /** Runs the command line, beside the server. */
  async run(...args: string[]): Promise<string> {
    const cwd = this.server.dir;
    const child = Bun.spawn([EXECUTABLE, ...args], { cwd, stdout: 'pipe', stderr: 'pipe' });
    const out = await Bun.readableStreamToText(child.stdout);
    expect([args, await child.exited]).toEqual([args, 0]);
    return out;
  }

  /** Opens another browser of Sara's, signed in; `prepare` sets its clock before anything is loaded. */
  async another(
    options: Parameters<Browser['newContext']>[0] = {},
    prepare: (context: BrowserContext) => Promise<void> = async () => {},
  ): Promise<Page> {
    const context = await this.browser.newContext({ locale: 'fa-IR', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await prepare(context);
    const page = await context.newPage();
    await page.goto(this.server.url);
    await enterSignIn(page, 'sara');
    return page;
  }
}

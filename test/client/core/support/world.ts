import { afterAll } from 'bun:test';
import type { SignedInAccount } from '../../../../client/core/services.ts';
import { createServices } from '../../../../client/messenger/create-services.ts';
import type { SessionMessenger } from '../../../../client/messenger/messenger.ts';
import type { Message } from '../../../../protocol/messages.ts';
import type { FakeBrowser, FakeTab } from './browser.ts';
import { FakeClock } from './clock.ts';
import { RealServer } from './real-server.ts';
import { Talk } from './talk.ts';

export type World = Awaited<ReturnType<typeof world>>;
export type Client = { account: SignedInAccount; messenger: SessionMessenger; tab: FakeTab };

/** One server for all tests of a file: each test has people and a clock of its own. */
let running: RealServer | undefined;
let worlds = 0;
afterAll(async () => {
  await running?.stop();
  running = undefined;
});

/** Makes Sara at her browser, and Ali and Reza elsewhere. Sara and Ali have a chat that both have opened. */
export async function world() {
  running ??= await RealServer.start();
  const server = running;
  const clock = new FakeClock();
  server.begin(clock);
  worlds += 1;
  const person = (name: string, role?: 'admin') => server.person(`${name}${worlds}`, role);
  const [sara, ali, reza] = [await person('sara'), await person('ali'), await person('reza')];
  const chat = await Talk.direct(server, sara, ali);
  const browser = await server.browser(sara);
  const open = (options?: { locks?: boolean }) => openTab(browser, options);
  const online = (at: FakeBrowser = browser) => openOnline(at);
  return { clock, server, person, sara, ali, reza, chat, browser, open, online };
}

export function openTab(browser: FakeBrowser, options?: { locks?: boolean }): Client {
  browser.use();
  const tab = browser.tab(options);
  const { account, messenger } = createServices(tab.env);
  return { account, messenger: messenger as SessionMessenger, tab };
}

export async function openOnline(browser: FakeBrowser): Promise<Client> {
  const client = openTab(browser);
  await browser.clock.until(() => isOnline(client));
  return client;
}

/**
 * Ends the tab's process in the middle of whatever it does: a transaction that runs may still commit, unannounced.
 */
export function crash({ tab, messenger }: Client): void {
  tab.crash();
  const never = () => new Promise<never>(() => {});
  Object.assign(messenger.session.get()?.db ?? {}, { read: never, write: never });
}

export function isOnline({ messenger }: Client): boolean {
  return messenger.connection.get().state === 'online' && messenger.chats.get() !== undefined;
}

export function texts(messages: readonly Pick<Message, 'text'>[]): string[] {
  return messages.map((message) => message.text);
}

/** Returns what the device has stored of a chat, in order of `seq`. */
export async function readStored({ messenger }: Client, chat: { id: string }): Promise<Message[]> {
  const db = messenger.session.get()?.db;
  if (!db) throw new Error('no session');
  const all = await db.read(['messages'], (tx) => tx.getAll('messages'));
  return all.filter((message) => message.chatId === chat.id);
}

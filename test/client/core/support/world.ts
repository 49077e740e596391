import type { SignedInAccount } from '../../../../client/core/services.ts';
import { createServices } from '../../../../client/messenger/create-services.ts';
import type { SessionMessenger } from '../../../../client/messenger/messenger.ts';
import type { Message } from '../../../../protocol/messages.ts';
import type { User } from '../../../../protocol/users.ts';
import { FakeBrowser, type FakeTab } from './browser.ts';
import { FakeClock } from './clock.ts';
import { FakeServer } from './server.ts';
import type { ServerChat } from './server-chat.ts';

export type Client = { account: SignedInAccount; messenger: SessionMessenger; tab: FakeTab };

/** Sara at her browser; Ali and Reza elsewhere. Sara and Ali have a chat. */
export function world() {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const sara = server.addUser('sara');
  const ali = server.addUser('ali');
  const reza = server.addUser('reza');
  const chat = server.addChat(sara, ali);
  const browser = new FakeBrowser(clock, server, sara.id);
  const open = (options?: { locks?: boolean }) => openTab(browser, options);
  const online = async (): Promise<Client> => {
    const client = open();
    await clock.until(() => isOnline(client));
    return client;
  };
  return { clock, server, sara, ali, reza, chat, browser, open, online };
}

export function openTab(browser: FakeBrowser, options?: { locks?: boolean }): Client {
  browser.use();
  const tab = browser.tab(options);
  const { account, messenger } = createServices(tab.env);
  return { account, messenger: messenger as SessionMessenger, tab };
}

/** The tab's process ends in the middle of whatever it does: a transaction that runs may still commit, unannounced. */
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

/** What the device has stored of a chat, in order of `seq`. */
export async function stored({ messenger }: Client, chat: ServerChat): Promise<Message[]> {
  const db = messenger.session.get()?.db;
  if (!db) throw new Error('no session');
  const all = await db.read(['messages'], (tx) => tx.all('messages'));
  return all.filter((message) => message.chatId === chat.id);
}

export function say(server: FakeServer, chat: ServerChat, who: User, ...lines: string[]): void {
  for (const line of lines) server.say(chat, who, line);
}

import { expect } from 'bun:test';
import type { Chat } from '../../../../protocol/chats.ts';
import type { Message } from '../../../../protocol/messages.ts';
import { endOf } from './real-guard.ts';
import type { RealServer } from './real-server.ts';
import type { Device, RealStory } from './real-story.ts';
import { sameMessages } from './same-messages.ts';
import type { Client } from './world.ts';

async function readHeld({ messenger }: Client): Promise<Message[]> {
  const db = messenger.session.get()?.db;
  if (!db) throw new Error('no session');
  return db.read(['messages'], (tx) => tx.getAll('messages'));
}

/** A device holds of chats that its person is out of only what is older than that. */
export async function holdsNothingForbidden({ server }: RealStory, device: Device): Promise<void> {
  if (!device.client?.messenger.session.get()) return;
  const { userId } = device.browser;
  for (const { chatId, seq, text } of await readHeld(device.client))
    if (seq >= (await endOf(server, chatId, userId)))
      throw new Error(`${userId} holds ${chatId}/${seq} "${text}"`);
}

/**
 * Expects the device to show what the server knows, to hold nothing that its person may not see, and to have left
 * nothing undone.
 */
export async function equal(story: RealStory, client: Client): Promise<void> {
  const { userId } = client.tab.browser;
  const model = client.messenger.session.get()?.model;
  expect(model?.actions).toEqual([]);
  const truth = new Map((await chatsOf(story, userId)).map((chat) => [chat.id, chat]));
  const messages = Map.groupBy(await readHeld(client), ({ chatId }) => chatId);
  for (const [chatId, all] of messages) if (!truth.has(chatId)) expect(all).toEqual([]);
  for (const { chat } of client.messenger.chats.get() ?? [])
    if (!truth.has(chat.id)) {
      // The row stands only for texts that wait to be taken back.
      expect(model?.outbox.some((one) => one.chatId === chat.id)).toBe(true);
    }
  for (const chat of truth.values()) {
    const row = client.messenger.chats.get()?.find((other) => other.chat.id === chat.id);
    expect(row && picture(row.chat, userId)).toEqual(picture(chat, userId));
    expect(row?.draft).toBe(chat.settings.draft?.text ?? '');
    const ranges = model?.chats.get(chat.id)?.ranges ?? [];
    const seen = await readHistory(story.server, userId, chat.id);
    sameMessages(messages.get(chat.id) ?? [], seen, ranges);
  }
}

/**
 * Returns everything of a chat that a person is shown. In a group the others hear only of receipts that raise
 * `othersReceipts`; who has read what is asked of the server when it is looked at (`message.info`).
 */
function picture(chat: Chat, userId: string): object {
  const { kind, title, about, rights, memberCount, members, unread, mentions } = chat;
  const {
    lastSeq,
    rev,
    receiptRev,
    memberRev,
    settings,
    pinnedSeq,
    pinCount,
    othersReceipts,
    last,
  } = chat;
  // The server sends no read state of a request: the device alone knows.
  const told = settings.request ? {} : { unread, mentions };
  return {
    ...{ kind, title, about, rights, memberCount, lastSeq, rev, receiptRev, memberRev },
    ...told,
    ...{ settings, pinnedSeq, pinCount, othersReceipts, last: last?.seq },
    members: members
      .map((member) =>
        kind === 'group' && member.userId !== userId
          ? { ...member, read: 0, delivered: 0 }
          : member,
      )
      .toSorted((a, b) => a.userId.localeCompare(b.userId)),
  };
}

async function chatsOf({ server }: RealStory, userId: string): Promise<Chat[]> {
  return (await server.ask(userId, 'chat.list', {})).chats;
}

/** Returns all messages of a chat that a person sees. */
export async function readHistory(server: RealServer, userId: string, chatId: string) {
  const all: Message[] = [];
  for (let before: number | undefined; ; ) {
    const body = before === undefined ? { chatId } : { chatId, before };
    const { messages } = await server.ask(userId, 'history', { ...body, limit: 100 });
    all.unshift(...messages);
    const [first] = messages;
    if (!first || first.seq === 1) return all;
    before = first.seq;
  }
}

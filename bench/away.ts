/**
 * A device that was away for 10,000 changes in 50 direct chats (new messages, edits, deletions for everyone, reactions,
 * marks) and returns over a line of 400 kbit/s and 400 ms: `hello` with its cursor, then `sync` until there is no more,
 * as the client does. Seconds from the first packet to the last chat, bytes of TCP's payload, round trips; frames are
 * compressed when the server and Bun's client agree on it (RFC 7692), as with a browser.
 */
import type { Cursor, SyncReply } from '../protocol/sync.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { Asker } from './lib/asker.ts';
import { addChats, addPeople, chatId, openCast, SECRET_ENV, tokenOf, userId } from './lib/cast.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { slowLine } from './lib/slow-line.ts';
import { messageMaker } from './lib/words.ts';

const CHATS = 50;
/** In each chat: 200 changes. The first 80 messages are there before the device leaves. */
const HELD = 80;
const EACH = { message: 90, edit: 50, delete: 15, react: 25, mark: 20 };
const LINE = { bitsPerSecond: 400_000, roundTripMs: 400 };

/** Person 0 is away; person n + 1 writes in chat n. */
async function live(port: number, texts: () => string): Promise<void> {
  await Promise.all(
    Array.from({ length: CHATS }, async (_, n) => {
      const asker = await Asker.open(port, tokenOf(n + 1));
      await oneChat(asker, chatId(n), texts);
      asker.close();
    }),
  );
}

async function oneChat(asker: Asker, id: string, texts: () => string): Promise<void> {
  const end = HELD + EACH.message;
  for (let i = 0; i < EACH.message; i++) await send(asker, id, texts());
  for (let i = 0; i < EACH.edit; i++)
    await asker.ask('message.edit', { chatId: id, seq: end - 2 * i, text: texts() });
  for (let i = 0; i < EACH.delete; i++)
    await asker.ask('message.delete', { chatId: id, seqs: [3 * i + 1], everyone: true });
  for (let i = 0; i < EACH.react; i++)
    await asker.ask('message.react', { chatId: id, seq: end - 3 * i - 1, emojis: ['👍'] });
  for (let i = 1; i <= EACH.mark; i++)
    await asker.ask('chat.read', { chatId: id, seq: end - EACH.mark + i });
}

async function send(asker: Asker, id: string, text: string): Promise<void> {
  await asker.ask('message.send', { chatId: id, clientId: Bun.randomUUIDv7(), text });
}

type Return = { seconds: number; trips: number; messages: number; json: number };

async function comeBack(port: number, cursor: Cursor): Promise<Return> {
  const began = performance.now();
  const asker = await Asker.open(port, tokenOf(0));
  const { body } = await asker.ask('hello', { protocol: PROTOCOL_VERSION, cursor });
  let page: SyncReply = body.sync;
  const told = { seconds: 0, trips: 1, messages: 0, json: 0 };
  for (;;) {
    told.json += Buffer.byteLength(JSON.stringify(page));
    advance(cursor, page);
    told.messages += page.chats.reduce((sum, { messages }) => sum + messages.length, 0);
    if (!page.more) break;
    page = (await asker.ask('sync', { cursor })).body;
    told.trips++;
  }
  told.seconds = (performance.now() - began) / 1000;
  asker.close();
  return told;
}

function advance(cursor: Cursor, { chats }: SyncReply): void {
  for (const { chat } of chats)
    cursor[chat.id] = [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev];
}

export async function away(): Promise<Figure[]> {
  const dir = tempDir('away');
  const db = openCast(dir.path);
  addPeople(db, CHATS + 1);
  addChats(
    db,
    Array.from({ length: CHATS }, (_, n) => ({
      id: chatId(n),
      people: [userId(0), userId(n + 1)] as [string, string],
      lastSeq: 0,
      lastAt: Date.now(),
    })),
  );
  db.close();
  const texts = messageMaker(11);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const line = await slowLine(server.port, LINE);
  try {
    await Promise.all(
      Array.from({ length: CHATS }, async (_, n) => {
        const asker = await Asker.open(server.port, tokenOf(n + 1));
        for (let i = 0; i < HELD; i++) await send(asker, chatId(n), texts());
        asker.close();
      }),
    );
    const cursor: Cursor = {};
    await comeBack(server.port, cursor);
    await live(server.port, texts);
    const back = await comeBack(line.port, cursor);
    const { up, down } = line.bytes();
    const figure = (name: string, value: number, unit: string): Figure => ({
      ...{ bench: 'away', name, value, unit },
    });
    return [
      figure('10,000 changes, 400 kbit/s, 400 ms: until all is there', back.seconds, 's'),
      figure('bytes down', down / 1000, 'KB'),
      figure('bytes up', up / 1000, 'KB'),
      figure('the same as JSON', back.json / 1000, 'KB'),
      figure('round trips', back.trips, ''),
      figure('messages in it', back.messages, ''),
    ];
  } finally {
    line.stop();
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(away);

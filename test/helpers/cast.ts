import type { Chat } from '../../protocol/chats.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import { type Caller, type Server, type Socket, startServer } from './app.ts';

/** Starts a real server with Sara, Ali and a third person. */
export async function startCast(overrides: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(overrides);
  const [sara, ali, reza] = [
    await server.register('sara'),
    await server.register('ali'),
    await server.register('reza'),
  ];
  return { server, sara, ali, reza, stop: () => server.stop() };
}

export async function direct(from: Caller, to: Caller): Promise<string> {
  const { body } = await from.post('/api/chats', { kind: 'direct', userId: to.user.id });
  return body.chat.id;
}

/** Returns the status, and the message or the error's code. */
export async function say(from: Caller, chatId: string, text: string) {
  const clientId = Bun.randomUUIDv7();
  const { status, body } = await from.post(`/api/chats/${chatId}/messages`, { clientId, text });
  return { status, message: body.message, code: body.error?.code };
}

/** Makes a direct chat in which both have written: neither is a stranger to the other. */
export async function makeFriends(a: Caller, b: Caller): Promise<string> {
  const chatId = await direct(a, b);
  await say(a, chatId, 'سلام');
  await say(b, chatId, 'سلام!');
  return chatId;
}

export async function sync(who: Caller, cursor: Cursor = {}): Promise<SyncReply> {
  return (await who.post('/api/sync', { cursor })).body;
}

export const entryOf = ({ lastSeq, rev, receiptRev, memberRev }: Chat): Cursor[string] => [
  lastSeq,
  rev,
  receiptRev,
  memberRev,
];

/** Returns the cursor of a device that has applied `reply`. */
export const cursorOf = ({ chats }: SyncReply): Cursor =>
  Object.fromEntries(chats.map(({ chat }) => [chat.id, entryOf(chat)]));

export async function chatOf(who: Caller, chatId: string): Promise<Chat> {
  return (await who.get(`/api/chats/${chatId}`)).body.chat;
}

export const listOf = async (who: Caller): Promise<string[]> =>
  (await who.get('/api/chats')).body.chats.map(({ id }: Chat) => id);

/** Returns this person's receipts as `who` sees them. */
export async function marksOf(who: Caller, chatId: string, userId: string) {
  const { members, receiptRev } = await chatOf(who, chatId);
  const { delivered, read } = members.find((one) => one.userId === userId) ?? {};
  return { delivered, read, receiptRev };
}

/** Resolves when everything that was published before has arrived: frames of a socket come in order. */
export async function drainEvents(socket: Socket, type?: string) {
  await socket.request('me.get', {});
  return type === undefined ? socket.events : socket.events.filter((one) => one.type === type);
}

/** Opens a socket for each of them, in order. */
export async function connectAll<const Who extends readonly Caller[]>(
  server: Server,
  ...callers: Who
): Promise<{ [N in keyof Who]: Socket }> {
  const sockets = await Promise.all(callers.map(({ token }) => server.connect(token)));
  // The server subscribes a socket to its groups after it opened; a reply proves that this is done.
  await Promise.all(sockets.map((socket) => socket.request('me.get', {})));
  return sockets as { [N in keyof Who]: Socket };
}

export function closeAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.close();
}

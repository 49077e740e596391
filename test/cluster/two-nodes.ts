import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';
import { Caller as SignedIn } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';

type Config = Parameters<typeof startServer>[0];

export type TwoNodes = Awaited<ReturnType<typeof startTwoNodes>>;

/** Two nodes in this process, over the data of the first, which hear each other by `config`. */
export async function startTwoNodes(config: Config) {
  const a = await startServer({ ...config, nodeName: 'a' });
  const b = await startServer({ ...config, nodeName: 'b', shared: a.deps.db });
  await until(() => [a, b].map(nodesOf), [1, 1]);
  return {
    a,
    b,
    /** The same account and session, at the other node. */
    at: (server: Server, { token, expiresAt, user }: Caller) =>
      new SignedIn(server.url, { token, expiresAt, user }),
    async stop(): Promise<void> {
      await b.stop();
      await a.stop();
    },
  };
}

export const nodesOf = (server: Server): number => server.cluster()?.nodes.length ?? 0;

/** A server, as far as it can be connected to. */
export type Reached = Pick<Server, 'connect'>;

/** Opens a socket and says hello: what is published from here on is heard. */
export async function open(server: Reached, who: Caller, active = false): Promise<Socket> {
  const socket = await server.connect(who.token);
  await socket.request('hello', { protocol: PROTOCOL_VERSION, active });
  return socket;
}

/** The texts of the messages that a socket was told of, in the order in which they came. */
export const textsOf = (socket: Socket): string[] =>
  socket.events
    .filter(({ type, body }) => type === 'message.added' && body.message.kind !== 'system')
    .map(({ body }) => body.message.text);

export async function makeGroup(owner: Caller, ...members: Caller[]): Promise<string> {
  const userIds = members.map(({ user }) => user.id);
  const made = await owner.post('/api/chats', { kind: 'group', title: 'گروه', userIds });
  const chatId = made.body.chat.id;
  for (const member of members) await member.put(`/api/chats/${chatId}/accepted`);
  return chatId;
}

export const say = (who: Caller, chatId: string, text: string) =>
  who.post(`/api/chats/${chatId}/messages`, { text, clientId: Bun.randomUUIDv7() });

import type { Leader } from './leader.ts';
import type { CallHandlers } from './leader-calls.ts';

/** What the leading tab does for a question of any tab, its own too. */
export function handlersOf(leader: Leader): CallHandlers {
  const { parts, tabs, socket, writer, sender, wake } = leader;
  const request: typeof socket.request = async (type, body) => {
    await leader.tried();
    return socket.request(type, body);
  };
  return {
    async tab(state) {
      tabs.set(state, false);
      if (state.wake) wake();
      return parts.snapshot();
    },
    request: ({ type, body }) => request(type, body),
    async history(body) {
      const { messages } = await request('history', body);
      await writer.push({ kind: 'history', chatId: body.chatId, messages });
      return null;
    },
    async read({ chatId, seq }) {
      await writer.push({ kind: 'read', chatId, seq });
      return null;
    },
    async picture({ type, body }) {
      const reply = await request(type, body);
      await writer.push({ kind: 'chat', reply });
      return reply.chat.id;
    },
    async left({ chatId }) {
      await writer.push({ kind: 'acted', chatId, gone: true });
      return null;
    },
    inFlight: async ({ clientId }) => sender.isInFlight(clientId),
  };
}

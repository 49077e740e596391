import type { Leader } from './leader.ts';
import type { CallHandlers } from './leader-calls.ts';

/** What the leading tab does for a question of any tab, its own too. */
export function createHandlers(leader: Leader): CallHandlers {
  const { parts, tabs, socket, writer, sender, wake } = leader;
  const request: typeof socket.request = async (type, body) => {
    await leader.waitForAttempt();
    return socket.request(type, body);
  };
  return {
    async announceTab(state) {
      tabs.set(state, false);
      if (state.wake) wake();
      return parts.readLive();
    },
    request: ({ type, body }) => request(type, body),
    async fetchHistory(body) {
      const { messages } = await request('history', body);
      await writer.push({ kind: 'history', chatId: body.chatId, messages });
      return null;
    },
    async markRead({ chatId, seq }) {
      await writer.push({ kind: 'read', chatId, seq });
      return null;
    },
    async askForChat({ type, body }) {
      const reply = await request(type, body);
      await writer.push({ kind: 'chat', reply });
      return reply.chat.id;
    },
    async forgetChat({ chatId }) {
      await writer.push({ kind: 'actionResult', chatId, gone: true });
      return null;
    },
    isInFlight: async ({ clientId }) => sender.isInFlight(clientId),
  };
}

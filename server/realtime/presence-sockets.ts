import type { Ctx } from '../context.ts';
import type { Sockets } from '../presence/service.ts';
import type { SocketConnection } from './connection.ts';
import type { Hub } from './hub.ts';

const presenceTopic = (userId: string): string => `p:${userId}`;

/** What the presence service may do with sockets, made of the hub. */
export function presenceSockets(hub: Hub): Sockets {
  const own = (ctx: Ctx): SocketConnection | undefined =>
    hub.findSession(ctx.userId, ctx.connection);
  return {
    isActive: (userId) => [...hub.socketsOf(userId)].some((connection) => connection.active),
    isSessionActive: (userId, sessionId) => hub.isActive(userId, sessionId),
    setActive(ctx, active) {
      const connection = own(ctx);
      if (connection) connection.active = active;
    },
    listTied({ userId, others }) {
      const watches = (watcherId: string, seenId: string): boolean =>
        [...hub.socketsOf(watcherId)].some(
          ({ socket, denied }) =>
            denied?.has(seenId) || socket?.isSubscribed(presenceTopic(seenId)) === true,
        );
      return others.filter((other) => watches(other, userId) || watches(userId, other));
    },
    watch(ctx, userIds, denied) {
      const connection = own(ctx);
      const socket = connection?.socket;
      if (socket === undefined || connection === undefined) return;
      connection.denied = new Set(denied);
      const wanted = new Set(userIds.map(presenceTopic));
      for (const topic of socket.subscriptions) {
        if (topic.startsWith('p:') && !wanted.has(topic)) socket.unsubscribe(topic);
      }
      for (const topic of wanted) socket.subscribe(topic);
    },
    allow(watcherId, presence) {
      for (const connection of hub.socketsOf(watcherId)) {
        if (!connection.denied?.delete(presence.userId)) continue;
        connection.socket?.subscribe(presenceTopic(presence.userId));
        connection.tell({ type: 'presence.changed', body: presence });
      }
    },
    deny(watcherId, userId) {
      const topic = presenceTopic(userId);
      for (const connection of hub.socketsOf(watcherId)) {
        if (!connection.socket?.isSubscribed(topic)) continue;
        connection.socket.unsubscribe(topic);
        connection.denied ??= new Set();
        connection.denied.add(userId);
        const body = { userId, online: false, lastSeenAt: null };
        connection.tell({ type: 'presence.changed', body });
      }
    },
    announce(presence) {
      const event = { type: 'presence.changed', body: presence } as const;
      hub.publishTo(presenceTopic(presence.userId), JSON.stringify(event));
    },
  };
}

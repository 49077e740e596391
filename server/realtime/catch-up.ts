import type { SocketConnection } from './connection.ts';
import { HINT } from './frames.ts';
import type { Hub } from './hub.ts';

/** Sockets of one slice, and the pause behind it: two thousand devices a second ask for what they have missed. */
const SLICE = 100;
const REST_MS = 50;

/** For a node that has missed what others have said: its sockets are made right, then their devices ask. */
export function createCatchUp(hub: Hub, groupsOf: (userId: string) => Promise<string[]>) {
  async function inSlices(take: (slice: SocketConnection[]) => Promise<void> | void) {
    const all = hub.listConnections();
    for (let at = 0; at < all.length; at += SLICE) {
      await take(all.slice(at, at + SLICE));
      await Bun.sleep(at + SLICE < all.length ? REST_MS : 0);
    }
  }

  async function reenter(connection: SocketConnection): Promise<void> {
    hub.awaitGroups(connection);
    const chatIds = await groupsOf(connection.userId);
    hub.leaveOthers(connection, new Set(chatIds));
    hub.enter(connection, chatIds);
  }

  return {
    /** Who was removed meanwhile hears no more, who was added hears from now on. */
    reenterGroups: () =>
      inSlices(async (slice) => {
        await Promise.all(slice.map(reenter));
      }),

    async hint(): Promise<void> {
      hub.wakeAll();
      await inSlices((slice) => {
        for (const connection of slice) connection.send(HINT);
      });
    },
  };
}

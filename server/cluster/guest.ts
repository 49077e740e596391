import type { Announcer } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Cluster } from './cluster.ts';
import { driverOf } from './join.ts';

/** What a node says of itself within this time: its heartbeat comes twice a second. */
const MEET_MS = 1200;

/**
 * A command that works on the data by itself, while nodes serve it elsewhere: it has no sockets, and what it changes is told to
 * those who have. Frames of events are made by the caller.
 */
export async function joinAsGuest(
  deps: Deps,
  frameOf: (change: Parameters<Announcer['publish']>[0][number]) => string,
): Promise<Announcer & { leave(): Promise<void> }> {
  const name = `command-pid${process.pid}:${deps.ids.next()}`;
  const nothing = async (): Promise<void> => {};
  const cluster = new Cluster(deps, {
    ...{ node: 'command', name, driver: await driverOf(deps, name) },
    sockets: {
      hearsGroup: () => false,
      receiveForGroup() {},
      receiveForSession() {},
      receiveForPeople() {},
      move() {},
      pruneGroups() {},
    },
    presence: { listOnline: () => [], announceElsewhere() {}, reviewHere() {} },
    endSessions() {},
    markNotified() {},
    repair: { closeEnded: nothing, reenterGroups: nothing, reloadSettings: nothing, hint: nothing },
  });
  await cluster.start();
  await Bun.sleep(MEET_MS);
  const { announce } = cluster;
  return {
    endSessions: announce.endSessions,
    publish(changes) {
      for (const change of changes) {
        if (change.topic) announce.move(change.topic);
        if ('chat' in change.to) announce.toGroup(change.to.chat, frameOf(change));
        else announce.toPeople(change.to, frameOf(change));
      }
    },
    leave: () => cluster.stop(),
  };
}

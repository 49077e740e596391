import { CLOSE } from '../../protocol/close.ts';
import { createCalls } from '../calls/service.ts';
import { createCallWatch } from '../calls/watch.ts';
import { createChats } from '../chats/service.ts';
import { createChatSettings } from '../chats/settings.ts';
import type { FileRelease } from '../context.ts';
import type { Deps } from '../deps.ts';
import type { Doctor } from '../doctor/watch.ts';
import type { GroupEraser } from '../groups/deleting.ts';
import { createGroups } from '../groups/service.ts';
import { Limiter } from '../limits.ts';
import { createMessages } from '../messages/service.ts';
import type { CommandMeter } from '../metrics/commands.ts';
import { createPeople } from '../people/service.ts';
import { createPresence } from '../presence/service.ts';
import type { Pushes } from '../push/push.ts';
import { createSearch } from '../search/service.ts';
import { createSync } from '../sync/service.ts';
import type { createTurnServers } from '../turn/servers.ts';
import { createUsers } from '../users/service.ts';
import { type Auth, Authenticator } from './authenticator.ts';
import { Ceilings } from './ceilings.ts';
import { createCommands, type Services } from './commands.ts';
import type { Handlers, SessionIdentity, SocketConnection } from './connection.ts';
import { Dispatch } from './dispatch.ts';
import { watchSessions } from './ended-sessions.ts';
import type { Hub } from './hub.ts';
import { presenceSockets } from './presence-sockets.ts';
import { Ledger } from './prices.ts';
import { restRoutes } from './rest.ts';
import { socketRoute } from './socket.ts';

/** Everything between a socket (or a REST request) and the services. The hub is made first: sign-out closes sockets. */
export function createRealtime<Who extends SessionIdentity>(
  deps: Deps,
  hub: Hub,
  auth: Auth<Who>,
  meter: CommandMeter,
  doctor: Pick<Doctor, 'knows'>,
  {
    eraser,
    fileEnds,
    push,
    turn,
  }: {
    eraser: GroupEraser;
    fileEnds: FileRelease;
    push: Pushes;
    turn: ReturnType<typeof createTurnServers>;
  },
) {
  const presence = createPresence(deps, presenceSockets(hub));
  const wakePusher = (): void => push.pusher.wake();
  const callWatch = createCallWatch(deps, {
    publish: (changes) => hub.publish(changes, undefined),
    review: (ties) => presence.review(ties),
    onRing: wakePusher,
  });
  const onRing = (): void => {
    callWatch.wake();
    wakePusher();
  };
  const services: Services = {
    calls: createCalls(deps, { onRing }),
    chats: createChats(deps),
    groups: createGroups(deps, eraser, fileEnds),
    messages: createMessages(deps, fileEnds),
    own: createChatSettings(deps),
    people: createPeople(deps),
    presence,
    push,
    search: createSearch(deps),
    sync: createSync(deps),
    turn,
    users: createUsers(deps, fileEnds),
  };
  const ceilings = new Ceilings(deps.config.socketsPerAddress, (bound) =>
    meter.countReached(bound),
  );
  const commands = createCommands(deps, services);
  // Three seconds of the sustained rate may come at once.
  const rate = new Limiter({ tokens: 3 * deps.config.rateLimit, perMs: 3000 });
  const ledger = new Ledger(deps.clock, deps.config.dailyMb * 1_000_000);
  const dispatch = new Dispatch(
    deps,
    commands,
    hub,
    rate,
    ledger,
    meter,
    (ties) => presence.review(ties),
    (userId) => ceilings.chargeFlood(userId),
  );
  const groupsOf = (userId: string) => deps.db.read(deps.db.groups.of(userId));
  /** Reads of the socket, `hello` first of all, wait for it: subscribe, then read, and nothing falls between. */
  const enterGroups = async (connection: SocketConnection): Promise<void> => {
    try {
      // The session may have ended between the check of its token and here, where nothing could close this socket yet.
      const gone = await deps.db.read(
        deps.db.sessions.over([connection.sessionId], deps.clock.now()),
      );
      if (gone.length > 0) return hub.closeSession(gone);
      hub.awaitGroups(connection);
      hub.enter(connection, await groupsOf(connection.userId));
    } catch (error) {
      deps.log.error('groups not entered', { error });
      connection.end(CLOSE.restart, 'try again');
    }
  };
  const handlers: Handlers = {
    onOpen(connection) {
      ceilings.addSocket(connection);
      hub.add(connection);
      connection.follow(enterGroups(connection));
    },
    onMessage: dispatch.frame.bind(dispatch),
    onPing: (connection) => dispatch.ping(connection),
    onClose(connection) {
      ceilings.removeSocket(connection);
      hub.remove(connection);
      connection.active = false;
      presence.settle(connection.userId, connection.sessionId);
    },
  };
  const door = new Authenticator(auth, ceilings);
  const sessions = watchSessions(deps, hub);
  return {
    sessions,
    callWatch,
    presence,
    groupsOf,
    rate,
    ledger,
    search: services.search,
    handlers,
    socket: socketRoute(door, handlers, doctor),
    rest: restRoutes(door, dispatch, { hub, ceilings, groupsOf }),
  };
}

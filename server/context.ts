import type { Audience } from '../db/stores/chat-context.ts';
import type { Event } from '../protocol/down.ts';

/** Who asks. `connection` is the socket's id, so that its own echo can be left out; REST has none. */
export type Ctx = { userId: string; sessionId: string; connection: number | null };

/**
 * What a service wants announced after its commit: one event, serialised once, to the topics of these people, or to a
 * group's own topic. `exceptSender`: the asking socket learns it from its reply (the asker's other devices still hear it).
 * `session`: of people, the only one that hears it. `topic`: who enters or leaves a group's topic, done before the event goes out.
 */
export type Change = {
  to: Audience;
  event: Event;
  exceptSender?: boolean;
  session?: string;
  topic?: { chat: string; enter?: readonly string[]; leave?: readonly string[] };
};

/** Who may see whose presence may be different from here on: between this person and each of the others. */
export type PresenceTies = { userId: string; others: readonly string[] };

/** The sockets' side, for services that act on people without a request; called after their commit. */
export type Announcer = {
  publish(changes: readonly Change[]): void;
  /** Closes the sockets of ended sessions, in the same call. */
  endSessions(sessionIds: readonly string[]): void;
};

/** A service returns its reply and what has changed; it cannot announce anything itself. */
export type Outcome<R> = {
  reply: R;
  changes: Change[];
  ties?: PresenceTies | readonly PresenceTies[];
};

/** Hears of files that messages hold no longer, after that commit: what nothing holds gives its bytes up. */
export type FileRelease = { release(fileIds: readonly string[]): void };

import type { Event } from '../protocol/down.ts';

/** Who asks. `connection` is the socket's id, so that its own echo can be left out; REST has none. */
export type Ctx = { userId: string; sessionId: string; connection: number | null };

/**
 * What a service wants announced after its commit: one event, serialised once, to the topics of these people.
 * `exceptSender`: the asking socket learns it from its reply (the asker's other devices still hear it).
 */
export type Change = { to: readonly string[]; event: Event; exceptSender?: boolean };

/** A service answers and says what changed; it cannot announce anything itself. */
export type Outcome<R> = { reply: R; changes: Change[] };

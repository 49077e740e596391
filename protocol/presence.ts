import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Empty, Id, Nullable } from './shapes.ts';

/** "I am typing" (or have stopped). Repeat every 3 s while it is true; the other side forgets it after 6 s. */
export const TypingBody = Type.Object({ chatId: Id, on: Type.Boolean() });
export const Typing = Type.Object({ chatId: Id, userId: Id, on: Type.Boolean() });
export type Typing = Static<typeof Typing>;

/** The app came to the foreground or left it. */
export const PresenceSetBody = Type.Object({ active: Type.Boolean() });
/** Whose presence this socket wants; replaces the list before. People one shares no chat with are left out. */
export const PresenceWatchBody = Type.Object({
  userIds: Type.Array(Id, { maxItems: LIMITS.watched }),
});
/** `lastSeenAt` is null while a person is online, and for a person who was never seen. */
export const Presence = Type.Object({
  userId: Id,
  online: Type.Boolean(),
  lastSeenAt: Nullable(Type.Integer()),
});
export type Presence = Static<typeof Presence>;
export const PresenceReply = Type.Object({ presence: Type.Array(Presence) });

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const PRESENCE_REQUESTS = {
  typing: { body: TypingBody, reply: Empty },
  'presence.set': { body: PresenceSetBody, reply: Empty },
  'presence.watch': { body: PresenceWatchBody, reply: PresenceReply },
} as const;

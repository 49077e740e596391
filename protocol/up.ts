import { type Static, Type } from '@sinclair/typebox';
import { CALL_SERVER_REQUESTS } from './call-servers.ts';
import { CALL_REQUESTS } from './calls.ts';
import { CHAT_SETTINGS_REQUESTS } from './chat-settings.ts';
import { CHAT_REQUESTS } from './chats.ts';
import { GROUP_REQUESTS } from './groups.ts';
import { MESSAGE_REQUESTS } from './messages.ts';
import { PRESENCE_REQUESTS } from './presence.ts';
import { PUSH_REQUESTS } from './push.ts';
import { SEARCH_REQUESTS } from './search.ts';
import { SYNC_REQUESTS } from './sync.ts';
import { USER_REQUESTS } from './users.ts';

/** Every request: its type, the schema of its body, the schema of its reply. */
export const UP = {
  ...SYNC_REQUESTS,
  ...CALL_REQUESTS,
  ...CALL_SERVER_REQUESTS,
  ...CHAT_REQUESTS,
  ...CHAT_SETTINGS_REQUESTS,
  ...GROUP_REQUESTS,
  ...MESSAGE_REQUESTS,
  ...PRESENCE_REQUESTS,
  ...PUSH_REQUESTS,
  ...SEARCH_REQUESTS,
  ...USER_REQUESTS,
} as const;

export type UpType = keyof typeof UP;
export type UpBody<T extends UpType> = Static<(typeof UP)[T]['body']>;
export type UpReply<T extends UpType> = Static<(typeof UP)[T]['reply']>;

/** A request frame. `id` is the client's, unique among its open requests of that socket. */
export const Request = Type.Object({
  id: Type.Union([Type.Integer(), Type.String({ maxLength: 64 })]),
  type: Type.String({ maxLength: 64 }),
  body: Type.Optional(Type.Unknown()),
});
export type Request = Static<typeof Request>;

import { type Static, Type } from '@sinclair/typebox';
import { ChatReply } from './chats.ts';
import { LIMITS } from './limits.ts';
import { Id, Nullable, Seq, Whole } from './shapes.ts';

/**
 * Changes one's own settings of a chat; what is absent stays. State, not steps: asking twice is harmless. Of two drafts
 * the one that reached the server last stays; sending a message to the chat takes the draft away, reading it `unreadMark`.
 */
export const ChatSettingsBody = Type.Object({
  chatId: Id,
  mutedUntil: Type.Optional(Nullable(Whole(0))),
  pinned: Type.Optional(Nullable(Whole(0))),
  archived: Type.Optional(Type.Boolean()),
  unreadMark: Type.Optional(Type.Boolean()),
  draft: Type.Optional(
    Type.Union([
      Type.Object({
        text: Type.String({ maxLength: LIMITS.drafts }),
        replyTo: Type.Optional(Seq),
      }),
      Type.Null(),
    ]),
  ),
});
export type ChatSettingsBody = Static<typeof ChatSettingsBody>;

/**
 * Clears the history up to `seq` for oneself; with `remove` the chat leaves one's list until something new arrives, and
 * the other devices hear `chat.gone`. Messages above `seq` were not seen by the asking device, and stay. Receipts do
 * not move.
 */
const ClearBody = Type.Object({ chatId: Id, seq: Seq, remove: Type.Boolean() });

/** Accepts a stranger's request: from then on they see receipts and presence. */
export const AcceptBody = Type.Object({ chatId: Id });

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const CHAT_SETTINGS_REQUESTS = {
  'chat.settings': { body: ChatSettingsBody, reply: ChatReply },
  'chat.clear': { body: ClearBody, reply: ChatReply },
  'chat.accept': { body: AcceptBody, reply: ChatReply },
} as const;

/** What a column of the legacy database may hold: SQLite checks no types there. */
export type Loose = string | number | bigint | Uint8Array | null;

/**
 * The columns that are read, by table. A database with those of `needed` is a legacy one; any other column that is
 * missing reads as NULL.
 */
export const TABLES = {
  users: {
    needed: ['id', 'username', 'password_hash'],
    others: ['display_name', 'avatar_url', 'created_at'],
  },
  messages: {
    needed: ['id', 'sender_id', 'receiver_id', 'content'],
    others: [
      ...['encrypted', 'e2ee_v', 'alg', 'sender_device_id', 'key_id', 'iv', 'ciphertext', 'aad'],
      ...['status', 'created_at', 'delivered_at', 'read_at'],
    ],
  },
  conversations: { needed: [], others: ['id', 'created_at'] },
  conversation_participants: { needed: [], others: ['conversation_id', 'user_id', 'joined_at'] },
  files: {
    needed: [],
    others: ['id', 'message_id', 'file_name', 'file_path', 'content_type', 'created_at'],
  },
  push_subscriptions: {
    needed: [],
    others: ['user_id', 'endpoint', 'p256dh', 'auth', 'user_agent', 'created_at', 'revoked_at'],
  },
  user_device_keys: { needed: [], others: ['user_id'] },
} as const;
export type TableName = keyof typeof TABLES;

type RowOf<Name extends TableName> = Record<
  (typeof TABLES)[Name]['needed'][number] | (typeof TABLES)[Name]['others'][number],
  Loose
>;
export type OldUser = RowOf<'users'>;
export type OldMessage = RowOf<'messages'>;
export type OldParticipant = RowOf<'conversation_participants'>;
export type OldConversation = RowOf<'conversations'> & { people: OldParticipant[] };
export type OldFile = RowOf<'files'>;
export type OldSubscription = RowOf<'push_subscriptions'>;
/** How far a message has come: all of it that changes there. */
export type OldReach = Pick<OldMessage, 'id' | 'status' | 'delivered_at' | 'read_at'>;
/** What has to be known of a message before any is imported. `one`: 1 when it is surely not several of ours. */
export type LegacyMessageHeader = OldReach &
  Pick<OldMessage, 'sender_id' | 'receiver_id' | 'created_at'> & { one: number };

export function legacyText(value: Loose): string {
  if (value === null) return '';
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}

/** An id of the legacy database, as text; '' for none. */
export const idOf = (value: Loose): string => legacyText(value).trim();

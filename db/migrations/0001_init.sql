-- Ids of users, chats and sessions: 11 characters of base64url. Times: milliseconds, UTC.

CREATE TABLE users (
  id TEXT PRIMARY KEY NOT NULL,
  username TEXT NOT NULL,
  -- Folded (protocol/fold.ts): what makes a name unique, and what people are found by.
  username_key TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  about TEXT NOT NULL,
  credential_kind TEXT NOT NULL,
  credential_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- SHA-256 of the refresh secret, never the secret.
  refresh_hash TEXT NOT NULL UNIQUE,
  device_name TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  ip TEXT,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE chats (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  -- The two people of a direct chat in order, so that a pair has one chat.
  direct_key TEXT UNIQUE,
  title TEXT,
  last_seq INTEGER NOT NULL,
  last_rev INTEGER NOT NULL,
  marks INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  delivered_seq INTEGER NOT NULL,
  read_seq INTEGER NOT NULL,
  joined_seq INTEGER NOT NULL,
  muted_until INTEGER,
  pinned_at INTEGER,
  archived_at INTEGER,
  left_at INTEGER,
  -- 0: the person was never shown this chat, and is not until it has a message.
  list_rev INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_user ON members (user_id);

-- A rowid table with the time-ordered client id first in its index: four times the inserts of a clustered key.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY NOT NULL,
  chat_id TEXT NOT NULL REFERENCES chats (id),
  seq INTEGER NOT NULL,
  sender_id TEXT NOT NULL REFERENCES users (id),
  client_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  sealed INTEGER NOT NULL,
  reply_to INTEGER,
  forwarded_from TEXT,
  created_at INTEGER NOT NULL,
  edited_at INTEGER,
  deleted_at INTEGER,
  -- 0 until the message is changed.
  rev INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_seq ON messages (chat_id, seq);
CREATE UNIQUE INDEX messages_client ON messages (client_id, chat_id, sender_id);
CREATE INDEX messages_rev ON messages (chat_id, rev) WHERE rev > 0;

-- By the message's rowid: its folded words (server/search/terms.ts), and its chat as one more word, which starts with
-- a sign that no word holds. They arrive cut: `ascii` splits at the spaces and changes nothing, where unicode61 would
-- cut again by its own, older tables of letters. detail=none: half the size; which word stood where is never asked.
CREATE VIRTUAL TABLE message_search USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '1 2',
  tokenize = 'ascii'
);

CREATE TABLE settings (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

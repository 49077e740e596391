-- What a message can be, groups, and what is one person's own in a chat.

ALTER TABLE users ADD COLUMN who_writes TEXT NOT NULL DEFAULT 'everyone';
ALTER TABLE users ADD COLUMN last_seen TEXT NOT NULL DEFAULT 'everyone';

ALTER TABLE chats ADD COLUMN about TEXT NOT NULL DEFAULT '';
-- Bits: 1 add people, 2 change info, 4 pin, 8 write (protocol/chats.ts, Rights).
ALTER TABLE chats ADD COLUMN rights INTEGER NOT NULL DEFAULT 15;
-- The client id of the request that made a group: its retry finds it.
ALTER TABLE chats ADD COLUMN client_id TEXT;
CREATE UNIQUE INDEX chats_client ON chats (client_id, created_by) WHERE client_id IS NOT NULL;

ALTER TABLE members ADD COLUMN cleared_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN unread_mark INTEGER NOT NULL DEFAULT 0;
-- JSON of protocol/chats.ts, Draft.
ALTER TABLE members ADD COLUMN draft TEXT;
-- 1: a stranger's first message waits for this person's answer.
ALTER TABLE members ADD COLUMN request INTEGER NOT NULL DEFAULT 0;
-- The person has taken the chat off their list; it comes back with a message above this one.
ALTER TABLE members ADD COLUMN removed_seq INTEGER;

-- JSON of protocol/entities.ts.
ALTER TABLE messages ADD COLUMN entities TEXT;
ALTER TABLE messages ADD COLUMN note TEXT;
ALTER TABLE messages ADD COLUMN forwarded_at INTEGER;
-- What the author was called then: readers may share no chat with them.
ALTER TABLE messages ADD COLUMN forwarded_name TEXT;
ALTER TABLE messages ADD COLUMN pinned_at INTEGER;
-- JSON of the message's reactions, made from the table below at each change: reading a page looks nothing up.
ALTER TABLE messages ADD COLUMN reactions TEXT;
CREATE INDEX messages_pinned ON messages (chat_id, pinned_at) WHERE pinned_at IS NOT NULL;

CREATE TABLE reactions (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  emoji TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, seq, user_id, emoji)
) STRICT, WITHOUT ROWID;

-- Messages that one person has deleted for themselves.
CREATE TABLE hidden (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id),
  seq INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id, seq)
) STRICT, WITHOUT ROWID;

-- Messages that mention a person or answer one of theirs: counted apart from unread.
CREATE TABLE mentions (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id),
  seq INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id, seq)
) STRICT, WITHOUT ROWID;

-- When watermarks passed: for "read by whom, when". Pruned after a week.
CREATE TABLE mark_log (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id),
  -- 0 delivered, 1 read.
  kind INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id, kind, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_log_at ON mark_log (at);

CREATE TABLE blocks (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  blocked_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  -- Where the blocker's marks in the direct chat of both stood: the blocked person sees them stand still.
  delivered_seq INTEGER NOT NULL DEFAULT 0,
  read_seq INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, blocked_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_blocked ON blocks (blocked_id);

CREATE TABLE group_invites (
  code TEXT PRIMARY KEY NOT NULL,
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  uses_left INTEGER,
  uses INTEGER NOT NULL,
  approval INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX group_invites_chat ON group_invites (chat_id);

CREATE TABLE join_requests (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id),
  code TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id)
) STRICT, WITHOUT ROWID;

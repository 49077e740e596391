-- Who may come in, who runs the house, files, and what was brought over from another program.

ALTER TABLE users ADD COLUMN disabled_at INTEGER;
-- Who invited whom: a tree. NULL: came by themselves, or by the command line.
ALTER TABLE users ADD COLUMN invited_by TEXT REFERENCES users (id);
-- How many more people this person may invite; NULL: what the house allows.
ALTER TABLE users ADD COLUMN invite_quota INTEGER;
ALTER TABLE users ADD COLUMN avatar_file TEXT;
CREATE INDEX users_invited_by ON users (invited_by) WHERE invited_by IS NOT NULL;

-- Links that let people register. `created_by` NULL: made on the command line.
CREATE TABLE invites (
  code TEXT PRIMARY KEY NOT NULL,
  created_by TEXT REFERENCES users (id),
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  uses_left INTEGER,
  uses INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX invites_by ON invites (created_by);

-- One-time links: `admin` makes the first administrator, `password` lets an account choose a new password. SHA-256 of
-- the secret, never the secret.
CREATE TABLE one_time_links (
  hash TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What administrators did. `actor_id` NULL: the command line or the server itself. `details`: JSON, no secrets.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  actor_id TEXT REFERENCES users (id),
  act TEXT NOT NULL,
  target TEXT,
  details TEXT NOT NULL
) STRICT;

-- Content-addressed: the bytes lie in DATA_DIR/files/<first two of sha256>/<sha256>.
CREATE TABLE files (
  id TEXT PRIMARY KEY NOT NULL,
  owner_id TEXT NOT NULL REFERENCES users (id),
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX files_sha256 ON files (sha256);

CREATE TABLE message_files (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  file_id TEXT NOT NULL REFERENCES files (id),
  PRIMARY KEY (chat_id, seq, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_files_file ON message_files (file_id);

-- JSON of protocol/files.ts, FileInfo[]: reading a page looks nothing up. JSON of protocol/messages.ts, Call.
ALTER TABLE messages ADD COLUMN files TEXT;
ALTER TABLE messages ADD COLUMN call TEXT;

-- `/api/files/<name>` of the original: old links go on working for whoever may see the file.
CREATE TABLE old_files (
  name TEXT PRIMARY KEY NOT NULL,
  file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE push_subscriptions (
  endpoint TEXT PRIMARY KEY NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id);

-- What an import has brought: doing it again brings nothing twice. `kind`: user, chat, file; a message is known by its
-- client id.
CREATE TABLE imported (
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  old_id TEXT NOT NULL,
  new_id TEXT NOT NULL,
  PRIMARY KEY (source, kind, old_id)
) STRICT, WITHOUT ROWID;

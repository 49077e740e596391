-- Notifications for people whose page is closed.

-- A subscription belongs to the session that made it and ends with it. Those that an import brought have none, until the
-- app is opened there again. `content`: full, name or nothing.
ALTER TABLE push_subscriptions ADD COLUMN session_id TEXT REFERENCES sessions (id) ON DELETE CASCADE;
ALTER TABLE push_subscriptions ADD COLUMN language TEXT NOT NULL DEFAULT 'fa';
ALTER TABLE push_subscriptions ADD COLUMN content TEXT NOT NULL DEFAULT 'full';
CREATE UNIQUE INDEX push_subscriptions_session ON push_subscriptions (session_id);

-- Of people who have changed something. `groups`: all, mentions or none. Quiet hours are minutes of the day.
CREATE TABLE notification_settings (
  user_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  people INTEGER NOT NULL,
  groups TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  reactions INTEGER NOT NULL,
  quiet_from INTEGER,
  quiet_to INTEGER,
  time_zone TEXT
) STRICT, WITHOUT ROWID;

-- What is to be told, written in the commit of what it is about: one row for all new messages of a chat from `seq` on,
-- whoever is to hear of them (`user_id` is ''), and one for each person whom a reaction or a group awaits.
CREATE TABLE push_jobs (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  user_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (chat_id, kind, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_jobs_due ON push_jobs (due_at);

-- What a push service has not taken: tried again until a day has passed since the first time.
CREATE TABLE push_retries (
  endpoint TEXT NOT NULL REFERENCES push_subscriptions (endpoint) ON DELETE CASCADE,
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  seq INTEGER NOT NULL,
  since INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (endpoint, chat_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_retries_due ON push_retries (due_at);

-- Calls: the state that all devices of all people in them share, so that a call outlives this process. Rows of calls that are
-- over stay for a day, for answers that come late and for retries; what is kept of them is their line in the chat.
CREATE TABLE calls (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  media TEXT NOT NULL,
  started_by TEXT NOT NULL REFERENCES users (id),
  started_at INTEGER NOT NULL,
  ring_until INTEGER NOT NULL,
  answered_at INTEGER,
  ended_at INTEGER,
  outcome TEXT,
  rev INTEGER NOT NULL,
  PRIMARY KEY (chat_id, id)
) STRICT, WITHOUT ROWID;
-- One at a time in a chat: where both dial at once, the second joins.
CREATE UNIQUE INDEX calls_live ON calls (chat_id) WHERE ended_at IS NULL;
CREATE INDEX calls_ended ON calls (ended_at) WHERE ended_at IS NOT NULL;

-- `quiet`: it rings in name only, since the person has blocked who began the call, or has not accepted the group.
CREATE TABLE call_people (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  call_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  state TEXT NOT NULL,
  quiet INTEGER NOT NULL,
  PRIMARY KEY (chat_id, call_id, user_id)
) STRICT, WITHOUT ROWID;

-- `device`: the name that a page gives itself. `client_id`: of the request that began the call, or met one by it.
CREATE TABLE call_devices (
  chat_id TEXT NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
  call_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  device TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  client_id TEXT,
  joined_at INTEGER NOT NULL,
  left_at INTEGER,
  muted INTEGER NOT NULL,
  camera INTEGER NOT NULL,
  screen INTEGER NOT NULL,
  alive_until INTEGER NOT NULL,
  PRIMARY KEY (chat_id, call_id, user_id, device)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX call_devices_live ON call_devices (user_id, chat_id) WHERE left_at IS NULL;
CREATE INDEX call_devices_session ON call_devices (session_id);

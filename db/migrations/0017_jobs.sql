-- Work to be done after a commit: a row that is written in it. What fails is tried again later; `dead_at`: no more, until an
-- administrator says so. `ordered_at` tells an order from the one before it under the same key.
CREATE TABLE jobs (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  ordered_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  dead_at INTEGER,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (due_at) WHERE dead_at IS NULL;
-- What was to be erased when the older version stopped.
INSERT INTO jobs (kind, key, body, ordered_at, due_at)
SELECT iif(value = 'group', 'erase-group', 'erase-account'), substr(key, 7), iif(value = 'group', '', value), 0, 0
FROM settings WHERE key >= 'erase.' AND key < 'erase/';
DELETE FROM settings WHERE key >= 'erase.' AND key < 'erase/';

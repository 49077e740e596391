-- Files that people send: uploads under way, small pictures of files, and how much each person keeps.

-- One that is whole becomes a row of `files` with the same id. Its bytes so far: DATA_DIR/uploads/<id>.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY NOT NULL,
  owner_id TEXT NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  -- The type that its sender says it has.
  claimed TEXT NOT NULL,
  length INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_owner ON uploads (owner_id, length);

-- What the server has read of a picture. `cipher`: how the bytes are encrypted by their sender (protocol of sealed chats);
-- NULL: they are not.
ALTER TABLE files ADD COLUMN width INTEGER;
ALTER TABLE files ADD COLUMN height INTEGER;
ALTER TABLE files ADD COLUMN cipher TEXT;
CREATE INDEX files_owner ON files (owner_id);

-- Of a file or of an upload that will be one. The bytes lie among those of files.
CREATE TABLE thumbs (
  file_id TEXT PRIMARY KEY NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  mime TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX thumbs_sha256 ON thumbs (sha256);

-- A message's files by what they are shown as: the shared media of a chat.
ALTER TABLE message_files ADD COLUMN kind TEXT NOT NULL DEFAULT 'file';
UPDATE message_files SET kind = (SELECT CASE
    WHEN f.mime LIKE 'image/%' THEN 'picture'
    WHEN f.mime LIKE 'video/%' THEN 'video'
    WHEN f.mime LIKE 'audio/%' THEN 'audio'
    ELSE 'file' END
  FROM files f WHERE f.id = message_files.file_id);
CREATE INDEX message_files_kind ON message_files (chat_id, kind, seq);

-- Bytes of a person's rows in `files`, changed in the same transaction as they.
CREATE TABLE storage (
  owner_id TEXT PRIMARY KEY NOT NULL REFERENCES users (id),
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX storage_bytes ON storage (bytes);
INSERT INTO storage SELECT owner_id, sum(size) FROM files GROUP BY owner_id;

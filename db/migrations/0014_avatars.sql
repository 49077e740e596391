-- Pictures of groups; of people they came with an import. `avatar`: made to be one, so a message never holds it, and it
-- may be seen by all who see its person or its group.
ALTER TABLE chats ADD COLUMN avatar_file TEXT;
ALTER TABLE files ADD COLUMN avatar INTEGER NOT NULL DEFAULT 0;
UPDATE files SET avatar = 1 WHERE id IN (SELECT avatar_file FROM users WHERE avatar_file IS NOT NULL);
-- Who has one is asked whenever a file is, and whenever one ends.
CREATE INDEX users_avatar ON users (avatar_file) WHERE avatar_file IS NOT NULL;
CREATE INDEX chats_avatar ON chats (avatar_file) WHERE avatar_file IS NOT NULL;

-- What is deleted leaves the index in the same commit. A contentless table that deletes by rowid only marks the row, and
-- its words stay in the file until segments happen to be merged; without `contentless_delete` the words are given back
-- with the delete, and `secure-delete` takes each out of its segment at once. The indexer fills the table anew.
DROP TABLE message_search;
CREATE VIRTUAL TABLE message_search USING fts5 (
  words,
  content = '',
  detail = none,
  prefix = '1 2',
  tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
DELETE FROM settings WHERE key = 'search.indexed';

-- When somebody who is out was removed: no link lets them in again, only being added does. Until now only the note tells
-- it from leaving: theirs that came at their last parting.
ALTER TABLE members ADD COLUMN expelled_at INTEGER;
UPDATE members SET expelled_at = left_at WHERE left_at IS NOT NULL AND EXISTS (
  SELECT 1 FROM messages n WHERE n.chat_id = members.chat_id AND n.kind = 'note' AND n.created_at >= members.left_at
    AND n.note ->> '$.type' = 'member.removed' AND n.note ->> '$.userIds[0]' = members.user_id);

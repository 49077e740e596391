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

-- Names of files are words of their message. The index keeps no text to look up what it was given, so it is filled anew,
-- behind what is sent meanwhile.
DROP TABLE message_search;
CREATE VIRTUAL TABLE message_search USING fts5 (
  words,
  content = '',
  detail = none,
  tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
DELETE FROM settings WHERE key = 'search.indexed';

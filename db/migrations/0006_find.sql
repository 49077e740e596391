-- Every word of the index begins with the key of its chat's block, so that a question reads nothing of chats that it does
-- not ask for (server/messages/words.ts). No prefix indexes: a block is small enough that even one letter is quick. The
-- indexer fills the table anew, behind what is sent meanwhile.
DROP TABLE message_search;
CREATE VIRTUAL TABLE message_search USING fts5 (
  words,
  content = '',
  detail = none,
  tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
DELETE FROM settings WHERE key = 'search.indexed';

-- What a name is sorted by (protocol/order.ts). Where it is null, the program makes it when it starts, and the name's key
-- anew (db/keys.ts): SQL knows no letters.
ALTER TABLE users ADD COLUMN sort_key TEXT;

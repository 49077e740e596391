-- The messages of a chat that hold a link, for its shared media. What a link is its sender's device has decided: an entity.
-- The index follows every send, edit and delete by itself; making it reads the table once.
CREATE INDEX messages_links ON messages (chat_id, seq) WHERE instr("entities", '"type":"link"') > 0;

-- 1: the person was added and has neither joined, written nor accepted there themselves. It makes nobody their contact.
ALTER TABLE members ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
UPDATE members SET added = 1
  WHERE left_at IS NULL AND role = 'member'
  AND EXISTS (SELECT 1 FROM chats c WHERE c.id = members.chat_id AND c.kind = 'group')
  AND (chat_id, user_id) NOT IN (SELECT DISTINCT m.chat_id, m.sender_id FROM messages m
    WHERE m.chat_id IN (SELECT id FROM chats WHERE kind = 'group'));

-- The words of the wire (protocol version 6) are those of the columns: counters by what they count, system messages, the
-- label of an invitation. Renamed columns take their indexes with them; only the rows of system messages are written.
ALTER TABLE chats RENAME COLUMN marks TO receipt_rev;
ALTER TABLE members RENAME COLUMN list_rev TO member_rev;
ALTER TABLE messages RENAME COLUMN note TO system;
UPDATE messages SET kind = 'system' WHERE kind = 'note';

ALTER TABLE mark_log RENAME TO receipt_log;
DROP INDEX mark_log_at;
CREATE INDEX receipt_log_at ON receipt_log (at);

ALTER TABLE invites RENAME COLUMN note TO label;
ALTER TABLE audit RENAME COLUMN act TO action;

-- Times that no calendar has (Date ends at 8.64e15) were taken once; a link that ends after them ends never.
UPDATE group_invites SET expires_at = NULL WHERE expires_at > 8640000000000000;
UPDATE invites SET expires_at = NULL WHERE expires_at > 8640000000000000;

-- How many chats somebody has made is counted with each that they make.
CREATE INDEX chats_created_by ON chats (created_by);

-- The link into a group that an invitation to the server goes with: /join/<group_code>#<code>. NULL: with none.
ALTER TABLE invites ADD COLUMN group_code TEXT;
CREATE INDEX invites_group ON invites (group_code) WHERE group_code IS NOT NULL;

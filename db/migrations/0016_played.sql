-- Voice messages: which of a chat a person has heard (JSON, seqs of the newest), and which somebody has (1). Of those that
-- were sent before nothing is known.
ALTER TABLE members ADD COLUMN played TEXT;
ALTER TABLE messages ADD COLUMN played INTEGER;

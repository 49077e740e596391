-- Who is at it: `owner` is a process, and `claim` counts how often a row was taken, so that a late result of one who was thought
-- dead is told from that of who took it then. `tries`: how often a notification failed by a fault of the program.
ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN claim INTEGER NOT NULL DEFAULT 0;
ALTER TABLE push_jobs ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE push_jobs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE push_jobs ADD COLUMN claim INTEGER NOT NULL DEFAULT 0;
ALTER TABLE push_retries ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE push_retries ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE push_retries ADD COLUMN claim INTEGER NOT NULL DEFAULT 0;

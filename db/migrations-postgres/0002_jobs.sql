-- Work to be done after a commit, as in SQLite's 0017_jobs.sql.
CREATE TABLE "jobs" (
  "kind" text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "body" text COLLATE "C" NOT NULL,
  "ordered_at" bigint NOT NULL,
  "due_at" bigint NOT NULL,
  "tries" bigint DEFAULT 0 NOT NULL,
  "error" text COLLATE "C",
  "dead_at" bigint,
  CONSTRAINT "jobs_kind_key_pk" PRIMARY KEY("kind","key")
);

CREATE INDEX "jobs_due" ON "jobs" ("due_at") WHERE "jobs"."dead_at" is null;
-- What is still to be erased.
INSERT INTO jobs (kind, key, body, ordered_at, due_at)
SELECT CASE value WHEN 'group' THEN 'erase-group' ELSE 'erase-account' END, substr(key, 7),
  CASE value WHEN 'group' THEN '' ELSE value END, 0, 0
FROM settings WHERE key >= 'erase.' AND key < 'erase/';
DELETE FROM settings WHERE key >= 'erase.' AND key < 'erase/';

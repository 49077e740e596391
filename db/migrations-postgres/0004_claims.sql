-- Who is at it, as in SQLite's 0019_claims.sql.
ALTER TABLE "jobs" ADD COLUMN "owner" text COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE "jobs" ADD COLUMN "claim" bigint DEFAULT 0 NOT NULL;
ALTER TABLE "push_jobs" ADD COLUMN "tries" bigint DEFAULT 0 NOT NULL;
ALTER TABLE "push_jobs" ADD COLUMN "owner" text COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE "push_jobs" ADD COLUMN "claim" bigint DEFAULT 0 NOT NULL;
ALTER TABLE "push_retries" ADD COLUMN "tries" bigint DEFAULT 0 NOT NULL;
ALTER TABLE "push_retries" ADD COLUMN "owner" text COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE "push_retries" ADD COLUMN "claim" bigint DEFAULT 0 NOT NULL;
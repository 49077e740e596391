-- Calls that go on, as in SQLite's 0018_calls.sql.
CREATE TABLE "call_devices" (
	"chat_id" text COLLATE "C" NOT NULL,
	"call_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"device" text COLLATE "C" NOT NULL,
	"session_id" text COLLATE "C" NOT NULL,
	"client_id" text COLLATE "C",
	"joined_at" bigint NOT NULL,
	"left_at" bigint,
	"muted" bigint NOT NULL,
	"camera" bigint NOT NULL,
	"screen" bigint NOT NULL,
	"alive_until" bigint NOT NULL,
	CONSTRAINT "call_devices_chat_id_call_id_user_id_device_pk" PRIMARY KEY("chat_id","call_id","user_id","device")
);

CREATE TABLE "call_people" (
	"chat_id" text COLLATE "C" NOT NULL,
	"call_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"quiet" bigint NOT NULL,
	CONSTRAINT "call_people_chat_id_call_id_user_id_pk" PRIMARY KEY("chat_id","call_id","user_id")
);

CREATE TABLE "calls" (
	"chat_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"media" text COLLATE "C" NOT NULL,
	"started_by" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"ring_until" bigint NOT NULL,
	"answered_at" bigint,
	"ended_at" bigint,
	"outcome" text COLLATE "C",
	"rev" bigint NOT NULL,
	CONSTRAINT "calls_chat_id_id_pk" PRIMARY KEY("chat_id","id")
);

ALTER TABLE "call_devices" ADD CONSTRAINT "call_devices_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "call_devices" ADD CONSTRAINT "call_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "call_devices" ADD CONSTRAINT "call_devices_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "call_people" ADD CONSTRAINT "call_people_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "call_people" ADD CONSTRAINT "call_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "calls" ADD CONSTRAINT "calls_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "chats"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "calls" ADD CONSTRAINT "calls_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "users"("id") ON DELETE no action ON UPDATE no action;
CREATE UNIQUE INDEX "call_devices_live" ON "call_devices" USING btree ("user_id","chat_id") WHERE "call_devices"."left_at" is null;
CREATE INDEX "call_devices_session" ON "call_devices" USING btree ("session_id");
CREATE UNIQUE INDEX "calls_live" ON "calls" USING btree ("chat_id") WHERE "calls"."ended_at" is null;
CREATE INDEX "calls_ended" ON "calls" USING btree ("ended_at") WHERE "calls"."ended_at" is not null;

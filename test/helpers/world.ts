import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from '../../protocol/fold.ts';
import type { Message } from '../../protocol/messages.ts';
import { createChats } from '../../server/chats/service.ts';
import { readConfig } from '../../server/config.ts';
import type { Ctx } from '../../server/context.ts';
import type { Deps } from '../../server/deps.ts';
import { createGroups } from '../../server/groups/service.ts';
import { createLog } from '../../server/log.ts';
import { createMessages } from '../../server/messages/service.ts';
import { createSearch } from '../../server/search/service.ts';
import { createSync } from '../../server/sync/service.ts';
import { openData, runOutside } from './data.ts';

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * Makes a real database in a folder of its own, the services over it, and people: Sara, Ali, Reza, and Mina, a
 * stranger.
 */
export async function makeWorld() {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-world-'));
  const path = join(dir, 'payambar.db');
  const clock = { at: Date.UTC(2026, 10, 22, 9), now: () => clock.at };
  const ids = countingIds();
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = createLog({ logLevel: 'debug', logFormat: 'json', now: clock.now, write });
  const db = await openData({ path, log });
  const deps: Deps = { db, clock, ids, log, config: readConfig([]) };
  const [chats, messages] = [createChats(deps), createMessages(deps)];
  const person = (username: string, displayName: string) => makePerson(deps, username, displayName);

  return {
    ...{ dir, path, deps, db, clock, lines },
    ...{
      chats,
      messages,
      groups: createGroups(deps, { *orderGroup() {}, wake() {} }, { release() {} }),
      sync: createSync(deps),
      search: createSearch(deps),
    },
    person,
    sara: await person('sara', 'سارا'),
    ali: await person('ali', 'علی'),
    reza: await person('reza', 'رضا'),
    mina: await person('mina', 'مینا'),

    async direct(from: Ctx, to: Ctx): Promise<string> {
      const { reply } = await chats.create(from, { kind: 'direct', userId: to.userId });
      return reply.chat.id;
    },
    /** Makes a chat that both have opened: no message in it is a stranger's, so receipts are shown. */
    async openByBoth(one: Ctx, other: Ctx): Promise<string> {
      await this.direct(one, other);
      return this.direct(other, one);
    },
    async send(from: Ctx, chatId: string, text: string) {
      clock.at += 1000;
      return messages.send(from, { chatId, text, clientId: Bun.randomUUIDv7() });
    },
    /** Sends a message, and returns its `seq`. */
    async sendText(from: Ctx, chatId: string, text = 'پیام'): Promise<number> {
      return (await this.send(from, chatId, text)).reply.message.seq;
    },
    /** Returns the message as this person sees it; undefined when they do not see it. */
    async readAs(who: Ctx, chatId: string, seq: number): Promise<Message | undefined> {
      const page = await messages.history(who, { chatId, around: seq, limit: 1 });
      return page.reply.messages.find((message) => message.seq === seq);
    },
    /** Makes a group without a system message in it: seqs of tests begin at 1. */
    group(owner: Ctx, ...others: Ctx[]): string {
      const chatId = ids.next();
      const now = clock.now();
      this.sql(
        `INSERT INTO chats (id, kind, title, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
          VALUES (?, 'group', 'گروه', 0, 0, 0, ?, ?, ?)`,
        ...[chatId, now, owner.userId, now],
      );
      for (const { userId } of [owner, ...others]) {
        this.sql(
          `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
            VALUES (?, ?, ?, 0, 0, 0, 1)`,
          ...[chatId, userId, userId === owner.userId ? 'owner' : 'member'],
        );
      }
      return chatId;
    },
    /** Sends messages `<word> 1` … `<word> n`. */
    async sendMany(from: Ctx, chatId: string, word: string, n: number): Promise<void> {
      for (let i = 1; i <= n; i++) {
        await messages.send(from, { chatId, text: `${word} ${i}`, clientId: Bun.randomUUIDv7() });
      }
    },
    /** Changes the data from outside, where no service does what a test needs. Returns the first row. */
    sql(statement: string, ...values: (string | number)[]): Record<string, unknown> | null {
      return runOutside(path, statement, values);
    },
    async close(): Promise<void> {
      await db.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** Ids of eleven characters count up, so that a failing test fails the same way again. */
function countingIds() {
  let last = 0;
  return { next: () => String(++last).padStart(11, '0') };
}

async function makePerson({ db, clock, ids }: Deps, username: string, displayName: string) {
  const userId = ids.next();
  await db.write(() =>
    db.users.create({
      id: userId,
      username,
      usernameKey: fold(username),
      displayName,
      about: '',
      credentialKind: 'password',
      credentialHash: 'none',
      role: 'user',
      createdAt: clock.now(),
    }),
  );
  const ctx: Ctx = { userId, sessionId: ids.next(), connection: 1 };
  return ctx;
}

/** Returns the code of the error that `promise` ends in. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'not refused';
}

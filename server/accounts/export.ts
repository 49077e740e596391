import { makeZip } from 'client-zip';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Membership } from '../../db/stores/chats.ts';
import { meOf } from '../auth/views.ts';
import { chatViews } from '../chats/views.ts';
import type { Deps } from '../deps.ts';
import { type BlobStore, streamOf } from '../files/blob-store.ts';
import { VERSION } from '../version.ts';
import { createExportPages, fileOf, nextTurn, safeFileName } from './export-pages.ts';
import { createReadableExport, type ReadableExport } from './readable.ts';
import type { ExportLanguage } from './readable-texts.ts';

const PAGE = 100;

type Entry = { name: string; lastModified: Date; input: AsyncIterable<string> | ReadableStream };

/**
 * All that a person may see, as one ZIP that is written while it is sent: a page of messages in memory at a time, however
 * much there is. JSON as the API gives it (docs/administration.md), pages that a person can read, files as they are.
 */
export function createExport({ db, clock }: Pick<Deps, 'db' | 'clock'>, blobs: BlobStore) {
  function* account(userId: string, now: number) {
    const user = yield* db.users.byId(userId);
    if (!user || user.deletedAt !== null) throw new ApiError('unauthorized');
    const sessions = yield* db.sessions.ofUser(userId, now);
    const blocked = yield* db.users.byIds(yield* db.blocks.of(userId));
    return {
      exportedAt: now,
      version: VERSION,
      user: meOf(user),
      sessions: sessions.map(({ deviceName, ip, createdAt, lastSeenAt }) => {
        return { deviceName, ip, createdAt, lastSeenAt };
      }),
      blocked: blocked.map(({ id, username }) => ({ id, username })),
    };
  }

  /** The chat, who stands in it, and every message that this person sees, oldest first, as one JSON object. */
  async function* chat(userId: string, membership: Membership): AsyncGenerator<string> {
    const { chats, users } = await db.read(chatViews(db, userId, [membership]));
    yield `${JSON.stringify({ chat: chats[0], users }).slice(0, -1)},"messages":[`;
    let [seq, comma] = [0, '\n'];
    for (;;) {
      const next = { seq, limit: PAGE };
      const page = (await db.read(db.messages.after(userId, membership.id, next))).messages;
      if (page.length === 0) break;
      seq = page.at(-1)?.seq ?? seq;
      yield comma + page.map((message) => JSON.stringify(message)).join(',\n');
      comma = ',\n';
      await nextTurn();
    }
    yield '\n]}\n';
  }

  async function* files(userId: string, stop: AbortSignal): AsyncGenerator<Entry> {
    let after = '';
    for (;;) {
      const page = await db.read(db.export.filesOf(userId, after, PAGE));
      for (const { id, name, sha256, createdAt } of page) {
        const input = await streamOf(blobs.open(sha256), stop);
        // What is missing is for `payambar verify` to say; the rest is worth having.
        if (!input) continue;
        const lastModified = new Date(createdAt);
        yield { name: `files/${id}-${safeFileName(name)}`, lastModified, input };
      }
      if (page.length < PAGE) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  const { index, page } = createExportPages(db);

  async function* entries(
    userId: string,
    about: { user: { displayName: string } },
    now: number,
    pages: ReadableExport,
    stop: AbortSignal,
  ): AsyncGenerator<Entry> {
    const lastModified = new Date(now);
    yield { name: 'account.json', lastModified, input: once(JSON.stringify(about, null, 2)) };
    const memberships = await db.read(db.chats.memberships(userId));
    const { displayName } = about.user;
    yield {
      name: 'index.html',
      lastModified,
      input: index(userId, memberships, displayName, now, pages),
    };
    for (const membership of memberships) {
      const name = `chats/${fileOf(membership)}`;
      const at = new Date(membership.lastAt);
      yield { name: `${name}.json`, lastModified: at, input: chat(userId, membership) };
      yield { name: `${name}.html`, lastModified: at, input: page(userId, membership, pages) };
    }
    yield* files(userId, stop);
  }

  /**
   * An export of years takes minutes to send. Each part of it checks the session again, so that a device that was
   * signed out gets no more. A file that was cut off lacks its table of contents, which every program that opens it
   * reports.
   */
  const whileSignedIn = (sessionId: string) =>
    new TransformStream<Uint8Array, Uint8Array>({
      async transform(part, sending) {
        const live = await db.read(db.sessions.live(sessionId, clock.now()));
        if (live) sending.enqueue(part);
        else sending.error(new ApiError('unauthorized'));
      },
    });

  return async (
    { userId, sessionId }: { userId: string; sessionId: string },
    language: ExportLanguage,
    stop: AbortSignal,
  ): Promise<{ name: string; stream: ReadableStream<Uint8Array> }> => {
    const now = clock.now();
    const about = await db.read(account(userId, now));
    const day = new Date(now).toISOString().slice(0, 10);
    return {
      name: `payambar-${day}.zip`,
      stream: makeZip(
        entries(userId, about, now, createReadableExport(language), stop),
      ).pipeThrough(whileSignedIn(sessionId)),
    };
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield `${text}\n`;
}

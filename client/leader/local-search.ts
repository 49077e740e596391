import { fitOf, matches, type NameFit, type Term, toTerms } from '../../protocol/find.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { toSearchText } from '../../protocol/rules/files.ts';
import type { Hit, SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { messageSpan } from '../core/local-db/tx.ts';
import type { LocalDb } from '../core/local-db.ts';
import type { Model } from '../model/model.ts';
import { OptimisticView } from '../model/optimistic.ts';

/** A phone folds about a hundred thousand short messages a second; a search must not be felt. */
const MOST_SCANNED = 20_000;
const CHUNK = 500;

type Held = { db: Pick<LocalDb, 'read'>; model: Pick<Model, 'chats' | 'actions'>; me: string };

/** Search without the server: what this device holds and shows, the newest first, up to a bound, in one page. */
export async function searchLocally(
  { db, model, me }: Held,
  q: string,
  chatId: string | null,
): Promise<SearchReply> {
  const wanted = toTerms(q);
  if (wanted.length === 0) return { hits: [], next: null };
  const hits: Record<Exclude<NameFit, 'none'>, Hit[]> = { begins: [], inside: [] };
  let left = MOST_SCANNED;
  const chats = [...model.chats.values()].filter((chat) => chatId === null || chat.id === chatId);
  for (const chat of chats.toSorted((a, b) => b.lastAt - a.lastAt)) {
    const overlay = OptimisticView.of(chat, model.actions, me);
    for (const [from, to] of spansOf(chat)) {
      if (left <= 0) break;
      left -= to - from + 1;
      const page = await db.read(['messages'], (tx) =>
        tx.getAll('messages', messageSpan(chat.id, from, to)),
      );
      for (const stored of page) {
        const message = overlay.applyToCopy(stored);
        const fits = overlay.isHidden(stored.seq) ? 'none' : fitOfMessage(message, wanted);
        if (fits !== 'none') hits[fits].push(hitOf(message, q));
      }
    }
  }
  // Does as the server does: parts inside words are found only where no word begins with them.
  const found = hits.begins.length > 0 ? hits.begins : hits.inside;
  found.sort((a, b) => b.message.createdAt - a.message.createdAt);
  return { hits: found.slice(0, LIMITS.searchPage), next: null };
}

/** What is held of a chat, in chunks from the newest back. */
function spansOf(chat: ChatRecord): [number, number][] {
  const spans: [number, number][] = [];
  for (const [from, to] of chat.ranges.toReversed())
    for (let end = to; end >= from; end -= CHUNK)
      spans.push([Math.max(from, end - CHUNK + 1), end]);
  return spans;
}

function fitOfMessage(message: Message, wanted: readonly Term[]): NameFit {
  const isText = message.deletedAt === null && message.kind === 'text';
  return isText ? fitOf(toSearchText(message), wanted) : 'none';
}

function hitOf(message: Message, q: string): Hit {
  return { message, matches: matches(message.text, q) };
}

/** People whom this device knows from a direct chat or a group. */
export function findPeopleLocally(
  { model, me }: { model: Pick<Model, 'users'>; me: string },
  q: string,
): User[] {
  const wanted = toTerms(q);
  const username = q.trim().replace(/^@/, '').toLowerCase();
  if (wanted.length === 0 || username === '') return [];
  return [...model.users.values()]
    .filter(({ id, deletedAt }) => id !== me && deletedAt === null)
    .filter(
      (user) => user.username.startsWith(username) || fitOf(user.displayName, wanted) !== 'none',
    )
    .slice(0, LIMITS.people);
}

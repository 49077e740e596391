import type { ReactiveControllerHost } from 'lit';
import type { Hit, SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import { isUnreachable } from '../core/http.ts';
import type { Messenger } from '../core/services.ts';
import { TypedSearch } from '../ui/typed-search.ts';

/** So many pages without a hit are asked for before it is left to the person. */
const MOST_EMPTY = 20;

export type Results = { users: User[]; hits: Hit[]; next: number | null };
type Parts = { messenger(): Messenger | undefined; chatId(): string | null };

/** Searches people and messages as the person types, a page at a time. */
export class Searching extends TypedSearch<Results> {
  isLoadingMore = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    super(host, (q, signal) => findHits(parts, q, signal), { least: 1 });
  }

  async loadMore(): Promise<void> {
    const { value, turn, parts, q } = this;
    const messenger = parts.messenger();
    if (this.isPending || this.isLoadingMore || !value?.next || !messenger) return;
    this.showLoading(true);
    try {
      const { hits, next } = await messenger.search(q, parts.chatId(), value.next);
      if (!turn.signal.aborted) this.set({ ...value, hits: [...value.hits, ...hits], next });
    } catch {
      // What is shown stays, and so does the button.
    }
    this.showLoading(false);
  }

  private showLoading(on: boolean): void {
    this.isLoadingMore = on;
    this.host.requestUpdate();
  }
}

async function findHits(parts: Parts, q: string, signal: AbortSignal): Promise<Results> {
  const messenger = parts.messenger();
  const chatId = parts.chatId();
  if (!messenger) return { users: [], hits: [], next: null };
  // One letter tells no name, and half of the server would match.
  const askPeople = chatId === null && q.length >= 2;
  const [users, found] = await Promise.all([
    askPeople ? messenger.findPeople(q).catch(emptyWhenOffline) : [],
    findFirst(messenger, q, chatId, signal),
  ]);
  return { users, hits: found.hits, next: found.next };
}

/** A page may be empty though there is more behind it: the server searches for so long at once, and no longer. */
async function findFirst(
  messenger: Messenger,
  q: string,
  chatId: string | null,
  signal: AbortSignal,
): Promise<SearchReply> {
  let found = await messenger.search(q, chatId, null);
  for (let n = 0; n < MOST_EMPTY && !signal.aborted; n++) {
    if (found.hits.length > 0 || found.next === null) break;
    found = await messenger.search(q, chatId, found.next);
  }
  return found;
}

/** Only the server knows all people; messages are found on this device too. */
function emptyWhenOffline(error: unknown): User[] {
  if (!isUnreachable(error)) throw error;
  return [];
}

import type { ReactiveControllerHost } from 'lit';
import type { Hit, SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import { isUnreachable } from '../core/http.ts';
import type { Messenger } from '../core/services.ts';
import { TypedSearch } from '../ui/typed-search.ts';

/** Pages without a hit that are asked through before it is left to the person. */
const MOST_EMPTY = 20;

export type Results = { users: User[]; hits: Hit[]; next: number | null };
type Parts = { messenger(): Messenger | undefined; chatId(): string | null };

/** People and messages by what is typed, a page at a time. */
export class Searching extends TypedSearch<Results> {
  loadingMore = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    super(host, (q, signal) => find(parts, q, signal), { least: 1 });
  }

  async more(): Promise<void> {
    const { value, turn, parts, q } = this;
    const messenger = parts.messenger();
    if (this.pending || this.loadingMore || !value?.next || !messenger) return;
    this.showLoading(true);
    try {
      const { hits, next } = await messenger.search(q, parts.chatId(), value.next);
      if (!turn.signal.aborted) this.set({ ...value, hits: [...value.hits, ...hits], next });
    } catch {
      // What is there stays; the button is there again.
    }
    this.showLoading(false);
  }

  private showLoading(on: boolean): void {
    this.loadingMore = on;
    this.host.requestUpdate();
  }
}

async function find(parts: Parts, q: string, signal: AbortSignal): Promise<Results> {
  const messenger = parts.messenger();
  const chatId = parts.chatId();
  if (!messenger) return { users: [], hits: [], next: null };
  // A name is told from one letter by nobody, and half of the server would answer.
  const askPeople = chatId === null && q.length >= 2;
  const [users, found] = await Promise.all([
    askPeople ? messenger.findPeople(q).catch(nobodyOffline) : [],
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

/** Only the server knows who there is; what was written is found on this device too. */
function nobodyOffline(error: unknown): User[] {
  if (!isUnreachable(error)) throw error;
  return [];
}

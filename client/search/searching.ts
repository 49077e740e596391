import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Hit, SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import { isUnreachable } from '../core/http.ts';
import { type ApiError, codeOf, type Messenger } from '../core/services.ts';

const AFTER_MS = 250;
/** Pages without a hit that are asked through before it is left to the person. */
const MOST_EMPTY = 20;

export type Results = { users: User[]; hits: Hit[]; next: number | null };
export type SearchState =
  | { state: 'idle' }
  | { state: 'asking'; last: Results | null }
  | { state: 'done'; results: Results; loadingMore: boolean }
  | { state: 'failed'; code: ApiError['code'] };

/** Asks a moment after the last key; answers of questions that are no longer asked are dropped. */
export class Searching implements ReactiveController {
  now: SearchState = { state: 'idle' };
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: {
      messenger(): Messenger | undefined;
      chatId(): string | null;
    },
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  input(q: string): void {
    clearTimeout(this.timer);
    this.turn++;
    const wanted = q.trim();
    if (wanted === '') {
      this.show({ state: 'idle' });
      return;
    }
    this.show({ state: 'asking', last: this.now.state === 'done' ? this.now.results : null });
    this.timer = setTimeout(() => void this.ask(wanted), AFTER_MS);
  }

  async ask(q: string): Promise<void> {
    const turn = ++this.turn;
    const messenger = this.parts.messenger();
    if (!messenger) return;
    const chatId = this.parts.chatId();
    // A name is told from one letter by nobody, and half of the server would answer.
    const askPeople = chatId === null && q.length >= 2;
    try {
      const [users, found] = await Promise.all([
        askPeople ? messenger.findPeople(q).catch(nobodyOffline) : [],
        this.first(messenger, q, turn),
      ]);
      if (turn !== this.turn) return;
      const results = { users, hits: found.hits, next: found.next };
      this.show({ state: 'done', results, loadingMore: false });
    } catch (error) {
      if (turn === this.turn) this.show({ state: 'failed', code: codeOf(error) });
    }
  }

  /** A page may be empty though there is more behind it: the server searches for so long at once, and no longer. */
  private async first(messenger: Messenger, q: string, turn: number): Promise<SearchReply> {
    const chatId = this.parts.chatId();
    let found = await messenger.search(q, chatId, null);
    for (let n = 0; n < MOST_EMPTY && turn === this.turn; n++) {
      if (found.hits.length > 0 || found.next === null) break;
      found = await messenger.search(q, chatId, found.next);
    }
    return found;
  }

  async more(q: string): Promise<void> {
    const { now } = this;
    const messenger = this.parts.messenger();
    if (now.state !== 'done' || now.loadingMore || !now.results.next || !messenger) return;
    const turn = this.turn;
    this.show({ ...now, loadingMore: true });
    try {
      const found = await messenger.search(q.trim(), this.parts.chatId(), now.results.next);
      if (turn !== this.turn) return;
      const hits = [...now.results.hits, ...found.hits];
      const results = { ...now.results, hits, next: found.next };
      this.show({ state: 'done', results, loadingMore: false });
    } catch {
      // What is there stays; the button is there again.
      if (turn === this.turn) this.show({ ...now, loadingMore: false });
    }
  }

  /** What was found last, while more is asked for, too. */
  get results(): Results | null {
    const { now } = this;
    if (now.state === 'done') return now.results;
    return now.state === 'asking' ? now.last : null;
  }

  private show(state: SearchState): void {
    this.now = state;
    this.host.requestUpdate();
  }
}

/** Only the server knows who there is; what was written is found on this device too. */
function nobodyOffline(error: unknown): User[] {
  if (!isUnreachable(error)) throw error;
  return [];
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Hit } from '../../protocol/search.ts';
import { hitWalk } from '../core/hit-walk.ts';

type Parts = {
  /** The chat that is searched; null means all of them, and there are no hits to walk. */
  chatId(): string | null;
  /** The seq of the message that is shown beside or over the search. */
  at(): number | null;
  hits(): readonly Hit[];
  hasMore(): boolean;
  /** Fetches the next page, if there is one. */
  loadMore(): Promise<void>;
  open(seq: number): void;
};

/** Says which hit of a search in one chat is shown, and opens the ones before and after it. */
export class HitWalker implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const { parts } = this;
    const [chatId, hits, place] = [parts.chatId(), parts.hits(), this.shown + 1];
    const [count, more] = [hits.length, parts.hasMore()];
    const last = hitWalk.get();
    if (chatId === null || place === 0) {
      hitWalk.set(null);
      return;
    }
    const same = last?.chatId === chatId && last.place === place && last.count === count;
    if (!same || last.more !== more) hitWalk.set({ chatId, place, count, more, go: this.go });
  }

  hostDisconnected(): void {
    hitWalk.set(null);
  }

  /** Goes to the first hit where none is shown. */
  readonly go = async (way: 'older' | 'newer'): Promise<void> => {
    const { parts, shown } = this;
    const wanted = shown === -1 ? 0 : shown + (way === 'older' ? 1 : -1);
    if (wanted === parts.hits().length) await parts.loadMore();
    const hit = parts.hits()[wanted];
    if (hit) parts.open(hit.message.seq);
  };

  /** The index of the hit that is shown; -1 when none is. */
  private get shown(): number {
    const at = this.parts.at();
    return at === null ? -1 : this.parts.hits().findIndex(({ message }) => message.seq === at);
  }
}

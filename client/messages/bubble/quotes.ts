import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../../../protocol/messages.ts';
import type { Actions, TimelineMessage } from '../../core/services.ts';

/** What a quote shows; null: it is gone, which is known. `unreachable`: nobody could be asked. */
export type Quoted =
  | Pick<Message, 'seq' | 'senderId' | 'text' | 'entities' | 'files' | 'call' | 'sealed'>
  | null
  | 'unreachable';

type Source = {
  chatId: string;
  actions: Pick<Actions, 'message'>;
  /** What is loaded of the timeline: newer than what was once asked for. */
  loaded(seq: number): TimelineMessage | undefined;
};

/** The messages that others answer: from what is loaded, else asked for once, and drawn when they come. */
export class Quotes implements ReactiveController {
  /** Another one when a quote looks different that is not among the loaded messages. */
  version = 0;
  private chatId = '';
  private readonly known = new Map<number, Quoted | 'asked'>();
  /** Known from before something in the chat changed. */
  private readonly old = new Set<number>();
  private rev = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly source: () => Source | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // What could not be reached before may be now.
    this.forget();
  }

  /** Undefined while it is on its way. */
  of(seq: number): Quoted | undefined {
    const source = this.source();
    if (!source) return undefined;
    if (source.chatId !== this.chatId) this.known.clear();
    this.chatId = source.chatId;
    const loaded = source.loaded(seq);
    if (loaded) {
      const quoted = quotable(loaded);
      this.known.set(seq, quoted);
      return quoted;
    }
    const known = this.known.get(seq);
    if (known === undefined || this.old.delete(seq)) void this.ask(source, seq);
    return known === 'asked' ? undefined : known;
  }

  /** The chat has come to `rev`: what is quoted may have been edited or deleted. */
  follow(rev: number): void {
    if (rev === this.rev) return;
    this.rev = rev;
    this.version++;
    for (const [seq, known] of this.known) if (known !== 'asked') this.old.add(seq);
  }

  /** Asks again for what did not come. */
  forget(): void {
    for (const [seq, known] of this.known) {
      if (known !== 'asked' && known !== 'unreachable') continue;
      this.known.delete(seq);
      this.version++;
    }
  }

  private learn(chatId: string, seq: number, quoted: Quoted): void {
    if (chatId !== this.chatId) return;
    this.known.set(seq, quoted);
    this.version++;
    this.host.requestUpdate();
  }

  private async ask({ actions, chatId }: Source, seq: number): Promise<void> {
    if (!this.known.has(seq)) this.known.set(seq, 'asked');
    try {
      const message = await actions.message(chatId, seq);
      this.learn(chatId, seq, message ? quotable(message) : null);
    } catch {
      // Offline. It is asked for again with the next connection; what was known before is still the best there is.
      if (this.known.get(seq) === 'asked') this.learn(chatId, seq, 'unreachable');
    }
  }
}

function quotable(message: Omit<Message, 'mine'>): Quoted {
  return message.deletedAt === null ? message : null;
}

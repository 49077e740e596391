import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../../../protocol/messages.ts';
import type { Actions, TimelineMessage } from '../../core/services.ts';

/** What a quote shows; null: the message is gone, which is known. `unreachable`: the server could not be asked. */
export type Quoted =
  | Pick<Message, 'seq' | 'senderId' | 'text' | 'entities' | 'files' | 'call' | 'sealed'>
  | null
  | 'unreachable';

type Source = {
  chatId: string;
  actions: Pick<Actions, 'findMessage'>;
  /** Returns what the timeline has loaded, which is newer than what was once asked for. */
  findLoaded(seq: number): TimelineMessage | undefined;
};

/** Knows the messages that others reply to: from what is loaded, else asked for once, and drawn when they come. */
export class Quotes implements ReactiveController {
  /** Changes when a quote looks different whose message is not loaded. */
  version = 0;
  private chatId = '';
  private readonly known = new Map<number, Quoted | 'asked'>();
  /** These were fetched before something in the chat changed. */
  private readonly old = new Set<number>();
  private rev = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly source: () => Source | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // What could not be reached before may be reached now.
    this.retryMissing();
  }

  /** Returns undefined while it is being fetched. */
  find(seq: number): Quoted | undefined {
    const source = this.source();
    if (!source) return undefined;
    if (source.chatId !== this.chatId) this.known.clear();
    this.chatId = source.chatId;
    const loaded = source.findLoaded(seq);
    if (loaded) {
      const quoted = toQuoted(loaded);
      this.known.set(seq, quoted);
      return quoted;
    }
    const known = this.known.get(seq);
    if (known === undefined || this.old.delete(seq)) void this.fetchMessage(source, seq);
    return known === 'asked' ? undefined : known;
  }

  /** The chat has come to `rev`: quoted messages may have been edited or deleted. */
  followRev(rev: number): void {
    if (rev === this.rev) return;
    this.rev = rev;
    this.version++;
    for (const [seq, known] of this.known) if (known !== 'asked') this.old.add(seq);
  }

  /** Asks again for what did not come. */
  retryMissing(): void {
    for (const [seq, known] of this.known) {
      if (known !== 'asked' && known !== 'unreachable') continue;
      this.known.delete(seq);
      this.version++;
    }
  }

  private setKnown(chatId: string, seq: number, quoted: Quoted): void {
    if (chatId !== this.chatId) return;
    this.known.set(seq, quoted);
    this.version++;
    this.host.requestUpdate();
  }

  private async fetchMessage({ actions, chatId }: Source, seq: number): Promise<void> {
    if (!this.known.has(seq)) this.known.set(seq, 'asked');
    try {
      const message = await actions.findMessage(chatId, seq);
      this.setKnown(chatId, seq, message ? toQuoted(message) : null);
    } catch {
      // The device is offline. The next connection asks again; what was known before is still the best there is.
      if (this.known.get(seq) === 'asked') this.setKnown(chatId, seq, 'unreachable');
    }
  }
}

function toQuoted(message: Omit<Message, 'mine'>): Quoted {
  return message.deletedAt === null ? message : null;
}

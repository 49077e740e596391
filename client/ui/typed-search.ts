import type { ReactiveControllerHost } from 'lit';
import { Loaded } from './loaded.ts';

const AFTER_MS = 250;

type Options = {
  /** Fewer letters are not searched for: with one, half of the server would match. */
  least?: number;
  /** True when something is shown before a key is typed. */
  asksAtOnce?: boolean;
  subject?: () => unknown;
};

/**
 * Searches as the person types: it asks a moment after the last key, and what was found stays until the next reply.
 */
export class TypedSearch<T> extends Loaded<T> {
  /** The text that is asked for, '' where it is too short. */
  q = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    ask: (q: string, signal: AbortSignal) => Promise<T> | undefined,
    private readonly options: Options = {},
  ) {
    super(host, (signal) => ask(this.q, signal), options.subject);
  }

  override hostUpdate(): void {
    if (this.options.asksAtOnce) super.hostUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  /** Drops the question that waits. */
  cancel(): void {
    clearTimeout(this.timer);
    this.turn.abort();
    this.isPending = false;
  }

  input(text: string): void {
    const { least = 2 } = this.options;
    const q = text.trim();
    this.cancel();
    this.failure = null;
    this.isPending = q.length >= least;
    this.q = this.isPending ? q : '';
    if (this.isPending) this.timer = setTimeout(this.load, AFTER_MS);
    else this.value = null;
    this.host.requestUpdate();
  }
}

import type { ReactiveControllerHost } from 'lit';
import { Loaded } from './loaded.ts';

const AFTER_MS = 250;

type Options = {
  /** Of fewer letters nothing is asked: of one, half of the server would answer. */
  least?: number;
  /** Shows something before anybody has typed. */
  atOnce?: boolean;
  subject?: () => unknown;
};

/** Search as you type: asked a moment after the last key, and what was found stays until the next answer. */
export class TypedSearch<T> extends Loaded<T> {
  /** What is asked for, '' where it is too short. */
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
    if (this.options.atOnce) super.hostUpdate();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  /** Nothing is waited for any more. */
  cancel(): void {
    clearTimeout(this.timer);
    this.turn.abort();
    this.pending = false;
  }

  input(text: string): void {
    const { least = 2 } = this.options;
    const q = text.trim();
    this.cancel();
    this.failure = null;
    this.pending = q.length >= least;
    this.q = this.pending ? q : '';
    if (this.pending) this.timer = setTimeout(this.load, AFTER_MS);
    else this.value = null;
    this.host.requestUpdate();
  }
}

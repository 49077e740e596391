import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import './pa-empty.ts';
import './pa-skeleton.ts';

type Otherwise = { waiting?: TemplateResult; failed?: (error: unknown) => TemplateResult };

/** What a part of the page shows, asked for when it is first drawn and again on demand. */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  failure: unknown = null;
  /** A newer answer than `value` is waited for. */
  pending = false;
  protected turn = new AbortController();
  private asked: unknown;

  constructor(
    protected readonly host: ReactiveControllerHost,
    /** undefined: there is nobody yet to ask. The signal tells that a later question has taken the place of this one. */
    private readonly ask: (signal: AbortSignal) => Promise<T> | undefined,
    /** What is asked about: of another, nothing that is shown is true, and it is asked again. */
    private readonly subject: () => unknown = () => null,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.asked === this.subject()) return;
    this.value = null;
    this.failure = null;
    void this.load();
  }

  /**
   * The old value stays on the screen until the new one is there; a failure goes at once. An answer that a later question
   * has overtaken is dropped.
   */
  readonly load = async (): Promise<void> => {
    const turn = new AbortController();
    const answer = this.ask(turn.signal);
    if (!answer) return;
    this.turn.abort();
    this.turn = turn;
    this.asked = this.subject();
    this.pending = true;
    if (this.failure !== null) {
      this.failure = null;
      this.host.requestUpdate();
    }
    try {
      const value = await answer;
      if (!turn.signal.aborted) this.set(value);
    } catch (error) {
      if (!turn.signal.aborted) this.settle(null, error);
    }
  };

  set(value: T): void {
    this.settle(value, null);
  }

  private settle(value: T | null, failure: unknown): void {
    Object.assign(this, { value, failure, pending: false });
    this.host.requestUpdate();
  }

  render(draw: (value: T) => TemplateResult, otherwise: Otherwise = {}): TemplateResult {
    if (this.failure !== null) {
      const { failed = (error) => this.renderFailure(t().app.brokenTitle, problem(error)) } =
        otherwise;
      return failed(this.failure);
    }
    if (this.value !== null) return draw(this.value);
    return otherwise.waiting ?? html`<pa-skeleton rows="4"></pa-skeleton>`;
  }

  renderFailure(heading: string, text = ''): TemplateResult {
    return html`<pa-empty icon="offline" .heading=${heading} .text=${text}>
      <button class="button" @click=${this.load}>${t().app.retry}</button>
    </pa-empty>`;
  }
}

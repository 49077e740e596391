import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import './pa-empty.ts';
import './pa-skeleton.ts';

const NOTHING = Symbol('nothing asked');

type Otherwise = { waiting?: TemplateResult; failed?: (error: unknown) => TemplateResult };

/** Holds what a part of the page shows: asked for when it is first drawn, and again on demand. */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  failure: unknown = null;
  /** True while a newer reply than `value` is waited for. */
  isPending = false;
  protected turn = new AbortController();
  private asked: unknown = NOTHING;

  constructor(
    protected readonly host: ReactiveControllerHost,
    /**
     * Returns undefined while there is no person to ask for. The signal says that a later question has replaced this
     * one.
     */
    private readonly ask: (signal: AbortSignal) => Promise<T> | undefined,
    /**
     * What is asked about. When it becomes another one, the value shown is not true any more, and it is asked for
     * again.
     */
    private readonly subject: () => unknown = () => null,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.asked === this.subject()) return;
    // Where there is nobody to ask for now, what was asked is asked again when they are back.
    this.asked = NOTHING;
    this.turn.abort();
    this.value = null;
    this.failure = null;
    void this.load();
  }

  /**
   * Asks. The old value stays on the screen until the new one is there; a failure goes at once. A reply that a later
   * question has overtaken is dropped.
   */
  readonly load = async (): Promise<void> => {
    const turn = new AbortController();
    const answer = this.ask(turn.signal);
    if (!answer) return;
    this.turn.abort();
    this.turn = turn;
    this.asked = this.subject();
    this.isPending = true;
    if (this.failure !== null) {
      this.failure = null;
      this.host.requestUpdate();
    }
    try {
      const value = await answer;
      if (!turn.signal.aborted) this.set(value);
    } catch (error) {
      if (!turn.signal.aborted) this.setOutcome(null, error);
    }
  };

  set(value: T): void {
    this.setOutcome(value, null);
  }

  private setOutcome(value: T | null, failure: unknown): void {
    Object.assign(this, { value, failure, isPending: false });
    this.host.requestUpdate();
  }

  render(draw: (value: T) => TemplateResult, otherwise: Otherwise = {}): TemplateResult {
    if (this.failure !== null) {
      const {
        failed = (error) => this.renderFailure(t().app.brokenTitle, describeProblem(error)),
      } = otherwise;
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

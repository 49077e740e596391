import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import './pa-empty.ts';
import './pa-skeleton.ts';

/** What a part of the page shows, asked for when it is first drawn and again on demand. */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  failure: unknown = null;
  private asked = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    /** undefined: there is nobody yet to ask. */
    private readonly ask: () => Promise<T> | undefined,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (!this.asked) void this.load();
  }

  /** The old value stays on the screen until the new one is there. */
  readonly load = async (): Promise<void> => {
    const answer = this.ask();
    if (!answer) return;
    this.asked = true;
    try {
      this.value = await answer;
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
    this.host.requestUpdate();
  };

  set(value: T): void {
    this.value = value;
    this.host.requestUpdate();
  }

  render(draw: (value: T) => TemplateResult): TemplateResult {
    if (this.failure !== null) {
      return html`<pa-empty
        icon="offline"
        .heading=${t().app.brokenTitle}
        .text=${problem(this.failure)}
      >
        <button class="button" @click=${this.load}>${t().app.retry}</button>
      </pa-empty>`;
    }
    return this.value === null ? html`<pa-skeleton rows="4"></pa-skeleton>` : draw(this.value);
  }
}

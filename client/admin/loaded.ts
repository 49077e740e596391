import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, type TemplateResult } from 'lit';
import type { Call, Services } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-skeleton.ts';

/** What a part of the page shows, asked for when it is first drawn and again on demand. */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  failure: unknown = null;
  private asked = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly services: () => Services | undefined,
    private readonly ask: (call: Call) => Promise<T>,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.asked || !this.services()) return;
    this.asked = true;
    void this.load();
  }

  /** The old value stays on the screen until the new one is there. */
  readonly load = async (): Promise<void> => {
    const services = this.services();
    if (!services) return;
    try {
      this.value = await this.ask(services.call);
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

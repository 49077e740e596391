import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PushTestReply } from '../../../protocol/push.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { localizeDigits } from '../../i18n/format.ts';
import { notificationWords } from '../../i18n/texts/notifications.ts';
import { pushTested } from '../../pwa/push-test.ts';
import { buttons } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';

/** A push service delivers at once or, to a phone that saves its battery, a little later. */
const PATIENCE_MS = 15_000;

type Outcome = PushTestReply['result'] | 'arrived' | 'late';

/** Asks for a notification and says how far it has come: to the push service, to this browser. */
@customElement('pa-push-test')
export class PaPushTest extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }

      p {
        font-size: var(--text-sm);
        line-height: 1.6;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private stop = (): void => {};

  @state() private outcome: Outcome | null = null;
  @state() private status = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  private readonly handleTest = async (): Promise<void> => {
    this.stop();
    this.outcome = null;
    const before = pushTested.get();
    const stop = pushTested.subscribe(() => this.end('arrived'));
    const timer = setTimeout(() => this.end('late'), PATIENCE_MS);
    this.stop = () => {
      stop();
      clearTimeout(timer);
    };
    const isAsked = await attempt(async () => {
      const reply = await this.services?.messenger.ask('push.test', {});
      // It may be here before the server has answered.
      if (!reply || pushTested.get() !== before) return;
      this.status = reply.status === null ? '' : localizeDigits(reply.status);
      this.outcome = reply.result;
      if (reply.result !== 'sent') this.stop();
    });
    if (!isAsked) this.stop();
  };

  private end(outcome: Outcome): void {
    this.stop();
    this.outcome = outcome;
  }

  override render() {
    return html`<button class="button" @click=${this.handleTest}>${notificationWords().test}</button>
      <p role="status">${this.outcome === null ? '' : this.say(this.outcome)}</p>`;
  }

  private say(outcome: Outcome): string {
    const words = notificationWords();
    return outcome === 'refused' ? words.refused(this.status) : words.tests[outcome];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-push-test': PaPushTest;
  }
}

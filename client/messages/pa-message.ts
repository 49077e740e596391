import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TimelineMessage } from '../core/services.ts';
import { fullTime, time } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { hidden } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { renderTick, tickOf, ticks } from '../ui/ticks.ts';
import { endDirection, isBigEmoji } from './direction.ts';
import { messageStyles } from './message.styles.ts';

/**
 * One bubble. Events: `pa-retry` and `pa-discard` of a message that failed.
 */
@customElement('pa-message')
export class PaMessage extends PaElement {
  static override styles = [buttons, hidden, ticks, messageStyles];

  @property({ attribute: false }) message: TimelineMessage | null = null;
  /** Who wrote it, for whoever listens instead of looking. */
  @property({ attribute: false }) sender = '';
  @property({ type: Boolean }) saved = false;
  @property({ type: Boolean, reflect: true }) first = false;
  @property({ type: Boolean, reflect: true }) last = false;
  @property({ type: Boolean, reflect: true }) mine = false;
  /** Lit up after a jump. */
  @property({ type: Boolean, reflect: true }) lit = false;
  @property({ type: Boolean, reflect: true }) fresh = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'article';
    this.tabIndex = -1;
  }

  /** Made when it is looked for: a long date costs more than the rest of a bubble. */
  private handleHover(event: PointerEvent): void {
    const { message } = this;
    if (message) (event.currentTarget as HTMLElement).title = fullTime(message.createdAt);
  }

  private renderFailure(message: TimelineMessage) {
    if (message.state !== 'failed') return nothing;
    const { clientId, error } = message;
    const words = t().messages;
    return html`<div class="failure">
      <p>${error ? t().errors[error] : words.ticks.failed}</p>
      <button class="button quiet" @click=${() => this.emit('pa-retry', { clientId })}>
        ${words.retry}
      </button>
      <button class="button quiet" @click=${() => this.emit('pa-discard', { clientId })}>
        ${words.takeBack}
      </button>
    </div>`;
  }

  override render() {
    const message = this.message;
    if (!message) return nothing;
    const big = isBigEmoji(message.text) ? 'big' : '';
    // No white space inside .text: it is drawn as it is written.
    return html`<div class="bubble">
      ${this.first ? html`<span class="visually-hidden">${this.sender}</span>` : nothing}
      <div class="text ${big}" dir=${endDirection(message.text) ?? nothing}
        >${message.text}<time
          class="meta"
          datetime=${new Date(message.createdAt).toISOString()}
          @pointerenter=${this.handleHover}
          >${time(message.createdAt)}${renderTick(tickOf(message, this.saved))}</time
        ></div
      >
      ${this.renderFailure(message)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message': PaMessage;
  }
  interface HTMLElementEventMap {
    'pa-retry': CustomEvent<{ clientId: string }>;
    'pa-discard': CustomEvent<{ clientId: string }>;
  }
}

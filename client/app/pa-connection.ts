import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isAway } from '../core/away.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { replaceVersion } from '../pwa/updates.ts';
import { PaElement } from '../ui/element.ts';
import { NowController } from '../ui/now.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';

/** Says that there is no connection, when the next try is, and tries at a tap. */
@customElement('pa-connection')
export class PaConnection extends PaElement {
  static override styles = css`
    :host {
      display: block;
    }

    button {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--space-2);
      inline-size: 100%;
      min-block-size: calc(var(--touch) + env(safe-area-inset-top));
      padding-block: env(safe-area-inset-top) 0;
      padding-inline: var(--space-4);
      color: var(--notice);
      font-size: var(--text-sm);
      line-height: var(--leading-tight);
      background: var(--notice-wash);
      border: 0;
      animation: unroll var(--motion) var(--ease);
      --icon-size: 1.125rem;
      --spinner-size: 1.125rem;
    }

    button:focus-visible {
      outline-offset: -3px;
    }

    p {
      padding: calc(var(--space-1) + env(safe-area-inset-top)) var(--space-4) var(--space-1);
      color: var(--text-soft);
      font-size: var(--text-sm);
      text-align: center;
      background: var(--surface-sunken);
    }

    strong {
      font-weight: var(--weight-bold);
    }

    strong,
    .now {
      white-space: nowrap;
    }

    .now {
      text-decoration: underline;
      text-underline-offset: 0.25em;
    }

    @keyframes unroll {
      from {
        margin-block-start: calc(-1 * var(--touch));
      }
    }
  `;

  private readonly clock = new NowController(this, 1_000);
  @consume({ context: servicesContext }) private services?: ClientServices;
  private readonly connection = new StoreController(
    this,
    () => this.services?.messenger.connection,
  );

  private handleTap(): void {
    this.services?.messenger.reconnect();
  }

  override updated(): void {
    // The bars below leave room for a notch only when they are the first thing on the screen.
    this.toggleAttribute('shown', this.renderRoot.querySelector('button, p') !== null);
  }

  override render() {
    const connection = this.connection.value;
    if (connection?.state === 'outdated') return this.renderOutdated();
    if (connection?.state === 'online' && connection.polling)
      return html`<p role="status">${t().app.polling}</p>`;
    if (!isAway(connection, this.clock.now)) return null;
    return connection?.state === 'waiting'
      ? this.renderWaiting(connection.retryAt)
      : this.renderConnecting();
  }

  private renderOutdated() {
    return html`<button @click=${replaceVersion}>
      <pa-icon name="alert"></pa-icon>
      <strong role="alert">${t().app.outdated}</strong>
      <span class="now">${t().app.updateNow}</span>
    </button>`;
  }

  private renderConnecting() {
    return html`<button @click=${this.handleTap}>
      <pa-spinner></pa-spinner><strong role="status">${t().app.connecting}</strong>
    </button>`;
  }

  private renderWaiting(retryAt: number) {
    const seconds = Math.max(1, Math.ceil((retryAt - this.clock.now) / 1_000));
    // The countdown is not read aloud: every second would be.
    return html`<button @click=${this.handleTap}>
      <pa-icon name="offline"></pa-icon>
      <strong role="status">${t().app.offline}</strong>
      <span aria-hidden="true">${t().app.nextTry(formatNumber(seconds))}</span>
      <span class="now">${t().app.tryNow}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-connection': PaConnection;
  }
}

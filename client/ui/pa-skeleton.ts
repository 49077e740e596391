import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../i18n/locale.ts';
import { PaElement } from './element.ts';

/** Draws rows of a list that is not there yet: a face and two lines each. */
@customElement('pa-skeleton')
export class PaSkeleton extends PaElement {
  static override styles = css`
    :host {
      display: block;
    }

    .row {
      display: grid;
      grid-template-columns: 3rem 1fr;
      gap: var(--space-2) var(--space-3);
      padding: var(--space-3);
      animation: wait 1.6s ease-in-out infinite;
    }

    .face,
    .line {
      background: var(--surface-sunken);
      border-radius: var(--radius-sm);
    }

    .face {
      grid-row: span 2;
      block-size: 3rem;
      border-radius: 36%;
    }

    .line {
      block-size: 0.875rem;
      margin-block: 0.25rem;
    }

    .face + .line {
      inline-size: 45%;
    }

    @keyframes wait {
      50% {
        opacity: 0.5;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      .row {
        animation: none;
      }
    }
  `;

  @property({ type: Number }) rows = 6;

  override render() {
    return html`<div role="progressbar" aria-label=${t().app.loading}>
      ${Array.from(
        { length: this.rows },
        () => html`<div class="row">
          <span class="face"></span><span class="line"></span><span class="line"></span>
        </div>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-skeleton': PaSkeleton;
  }
}

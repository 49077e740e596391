import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../i18n/locale.ts';
import { PaElement } from './element.ts';

/** Shows work that has begun and whose length is not known. `--spinner-size` sets its size. */
@customElement('pa-spinner')
export class PaSpinner extends PaElement {
  static override styles = css`
    :host {
      display: inline-block;
      flex: none;
      inline-size: var(--spinner-size, 1.5rem);
      block-size: var(--spinner-size, 1.5rem);
    }

    div {
      block-size: 100%;
      border: 2px solid color-mix(in oklab, currentColor 25%, transparent);
      border-block-start-color: currentColor;
      border-radius: var(--radius-full);
      animation: turn 0.9s linear infinite;
    }

    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }

    /* It still shows that work goes on, without the turning. */
    @media (prefers-reduced-motion: reduce) {
      div {
        animation: breathe 2s ease-in-out infinite;
      }

      @keyframes breathe {
        50% {
          opacity: 0.4;
        }
      }
    }
  `;

  override render() {
    return html`<div role="progressbar" aria-label=${t().app.loading}></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-spinner': PaSpinner;
  }
}

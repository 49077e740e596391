import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PaElement } from './element.ts';

/** The logo: پ, whose bowl is an open envelope. `--mark-size` sets its size. */
@customElement('pa-logo')
export class PaLogo extends PaElement {
  static override styles = css`
    :host {
      display: inline-block;
      inline-size: var(--mark-size, 4.5rem);
      block-size: var(--mark-size, 4.5rem);
    }

    svg {
      display: block;
      block-size: 100%;
      padding: 14%;
      color: #fffdf9;
      background: linear-gradient(145deg, #12a09a, #065a57);
      border-radius: 26%;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override render() {
    return html`<svg viewBox="66 84 380 376" fill="currentColor">
      <path
        d="M104 118 256 232 408 118C432 236 376 296 256 296S80 236 104 118Z"
        stroke="currentColor"
        stroke-width="28"
        stroke-linejoin="round"
      />
      <circle cx="192" cy="366" r="31" />
      <circle cx="320" cy="366" r="31" />
      <circle cx="256" cy="414" r="31" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-logo': PaLogo;
  }
}

import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PaElement } from './element.ts';
import type { IconName } from './icons.ts';
import './pa-icon.ts';

/** Fills a part without content: a picture, a title, a sentence, and in the slot what to do about it. */
@customElement('pa-empty')
export class PaEmpty extends PaElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      place-content: center;
      justify-items: center;
      gap: var(--space-2);
      padding: var(--space-6) var(--space-5);
      text-align: center;
    }

    .picture {
      position: relative;
      display: grid;
      place-content: center;
      inline-size: 7.5rem;
      block-size: 7.5rem;
      margin-block-end: var(--space-3);
      color: var(--accent);
      --icon-size: 2.25rem;
      --icon-stroke: 1.5;
    }

    /* An eight-pointed star (khatam): two squares, as the tile makers draw it. */
    .picture svg {
      position: absolute;
      inset: 0;
    }

    .wash {
      fill: var(--accent-wash);
    }

    .thread {
      fill: none;
      stroke: var(--accent-bright);
      stroke-width: 0.75;
      opacity: 0.55;
    }

    .picture pa-icon {
      position: relative;
    }

    p {
      max-inline-size: 24rem;
      color: var(--text-soft);
      font-size: var(--text-md);
      text-wrap: balance;
    }

    ::slotted(*) {
      margin-block-start: var(--space-3);
    }
  `;

  @property() icon: IconName = 'chat';
  @property() heading = '';
  @property() text = '';

  override render() {
    return html`<div class="picture" aria-hidden="true">
        <svg viewBox="-50 -50 100 100">
          <g class="wash">
            <rect x="-32" y="-32" width="64" height="64" rx="5" />
            <rect x="-32" y="-32" width="64" height="64" rx="5" transform="rotate(45)" />
          </g>
          <g class="thread">
            <rect x="-27" y="-27" width="54" height="54" rx="4" />
            <rect x="-27" y="-27" width="54" height="54" rx="4" transform="rotate(45)" />
          </g>
        </svg>
        <pa-icon .name=${this.icon}></pa-icon>
      </div>
      <h2>${this.heading}</h2>
      ${this.text === '' ? null : html`<p>${this.text}</p>`}
      <slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-empty': PaEmpty;
  }
}

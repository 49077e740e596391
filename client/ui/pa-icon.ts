import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { direction } from '../i18n/locale.ts';
import { PaElement } from './element.ts';
import { ICONS, type IconName, MIRRORED_IN_LTR, MIRRORED_IN_RTL } from './icons.ts';

/** A picture beside a word, or in a button that has an aria-label: it is never read aloud itself. */
@customElement('pa-icon')
export class PaIcon extends PaElement {
  static override styles = css`
    :host {
      display: inline-block;
      flex: none;
      inline-size: var(--icon-size, 1.375rem);
      block-size: var(--icon-size, 1.375rem);
      line-height: 0;
    }

    svg {
      inline-size: 100%;
      block-size: 100%;
      stroke-width: var(--icon-stroke, 1.75);
    }

    .mirrored {
      display: block;
      block-size: 100%;
      transform: scaleX(-1);
    }
  `;

  @property() name: IconName = 'alert';

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override render() {
    const mirrored = (direction() === 'rtl' ? MIRRORED_IN_RTL : MIRRORED_IN_LTR).has(this.name);
    // The texts are files of our own bundle, and never what people wrote.
    return html`<span class=${mirrored ? 'mirrored' : ''}>${unsafeHTML(ICONS[this.name])}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-icon': PaIcon;
  }
}

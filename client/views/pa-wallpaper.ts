import { css, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PaElement } from '../ui/element.ts';

/**
 * Draws behind a conversation a faint girih of eight-pointed stars and crosses. It fills the nearest positioned box.
 */
@customElement('pa-wallpaper')
export class PaWallpaper extends PaElement {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      overflow: hidden;
      color: var(--wallpaper-thread, var(--accent));
      pointer-events: none;
      background: var(--wallpaper-ground, var(--surface-page));
    }

    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      opacity: var(--wallpaper-strength, 0.07);
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override render() {
    // Star and cross (khatam and chalipa), one star a tile: its outline alone draws the crosses between the stars.
    return svg`<svg>
      <pattern id="girih" width="72" height="72" patternUnits="userSpaceOnUse">
        <path
          d="M36 0 46.5 10.5H61.5V25.5L72 36 61.5 46.5V61.5H46.5L36 72 25.5 61.5H10.5V46.5L0 36 10.5 25.5V10.5H25.5Z M36 16 41.9 21.9H50.1V30.1L56 36 50.1 41.9V50.1H41.9L36 56 30.1 50.1H21.9V41.9L16 36 21.9 30.1V21.9H30.1Z"
          fill="none"
          stroke="currentColor"
        />
      </pattern>
      <rect width="100%" height="100%" fill="url(#girih)" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-wallpaper': PaWallpaper;
  }
}

import { css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { encode } from 'uqr';
import { PaElement } from './element.ts';

/** Draws a QR code, always dark on white: many readers fail on the reverse. Import this file lazily. */
@customElement('pa-qr')
export class PaQr extends PaElement {
  static override styles = css`
    :host {
      display: block;
      inline-size: min(16rem, 100%);
      aspect-ratio: 1;
      margin-inline: auto;
    }

    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      background: #fff;
      border-radius: var(--radius-lg);
    }

    path {
      fill: #0b3f3c;
    }
  `;

  @property() text = '';
  @property() label = '';

  override render() {
    const { data, size } = encode(this.text, { ecc: 'M', border: 3 });
    return html`<svg role="img" aria-label=${this.label} viewBox="0 0 ${size} ${size}">
      ${svg`<path shape-rendering="crispEdges" d=${toOutlinePath(data)} />`}
    </svg>`;
  }
}

/** Returns one path of horizontal runs. */
function toOutlinePath(data: boolean[][]): string {
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-qr': PaQr;
  }
}

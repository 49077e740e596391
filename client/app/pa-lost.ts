import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SHARE_PATH } from '../core/shared-content.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import '../messages/sharing/pa-share.ts';
import '../ui/pa-empty.ts';

/** Says that an address names nothing; at one where something waits that another app has shared, it shows that. */
@customElement('pa-lost')
export class PaLost extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        place-content: center;
      }
    `,
  ];

  override render() {
    if (location.pathname === SHARE_PATH) return html`<pa-share></pa-share>`;
    return html`<pa-empty icon="search" .heading=${t().app.lostTitle} .text=${t().app.lostText}>
      <a class="button" href=${paths.home}>${t().app.home}</a>
    </pa-empty>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-lost': PaLost;
  }
}

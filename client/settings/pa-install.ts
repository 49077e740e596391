import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { installApp, installWay } from '../pwa/install.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import type { IconName } from '../ui/icons.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-logo.ts';

const IOS_ICONS: IconName[] = ['shareIos', 'add', 'check'];

/** How to keep the app on this device; on iOS only a person can do it. */
@customElement('pa-install')
export class PaInstall extends PaElement {
  static override styles = [
    buttons,
    sectionStyles,
    css`
      .card {
        justify-items: center;
        gap: var(--space-4);
        padding-block: var(--space-5);
        text-align: center;
      }

      ol {
        display: grid;
        gap: var(--space-3);
        justify-self: stretch;
        text-align: start;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
      }

      .step {
        display: grid;
        flex: none;
        place-content: center;
        inline-size: 2rem;
        block-size: 2rem;
        color: var(--accent-strong);
        font-weight: var(--weight-bold);
        background: var(--accent-wash);
        border-radius: var(--radius-full);
      }

      li span:nth-child(2) {
        flex: 1;
      }

      li pa-icon {
        color: var(--accent);
      }
    `,
  ];

  private readonly way = new StoreController(this, () => installWay);

  override render() {
    const words = t().app;
    return html`<div class="card">
      <pa-logo></pa-logo>
      ${isInstalled() ? html`<p>${settingsWords().installed}</p>` : html`<p>${words.installOffer}</p>`}
      ${isInstalled() ? null : this.renderWay()}
    </div>`;
  }

  private renderWay() {
    if (this.way.value === 'ios') return this.renderSteps();
    if (this.way.value !== 'prompt')
      return html`<p class="faint">${settingsWords().installHow}</p>`;
    return html`<button class="button primary" @click=${() => void installApp()}>
      <pa-icon name="download"></pa-icon>${t().app.install}
    </button>`;
  }

  private renderSteps() {
    return html`<ol>
      ${t().app.installIosSteps.map(
        (step, index) => html`<li>
          <span class="step">${formatNumber(index + 1)}</span><span>${step}</span>
          <pa-icon .name=${IOS_ICONS[index] ?? 'check'}></pa-icon>
        </li>`,
      )}
    </ol>`;
  }
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-install': PaInstall;
  }
}

import { consume } from '@lit/context';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { declineInstall, installApp, installWay, isInstallDeclined } from '../pwa/install.ts';
import { applyUpdate, postponeUpdate, updateReady } from '../pwa/updates.ts';
import { buttons } from '../styles/controls.ts';
import { notices } from '../styles/notice.ts';
import { PaElement } from '../ui/element.ts';
import type { IconName } from '../ui/icons.ts';
import { paths } from '../ui/paths.ts';
import '../ui/pa-icon.ts';

const HTTP_SEEN = 'payambar:http-seen';

/**
 * Shows at the foot of the list, one at a time: a new version, an address without encryption, an offer to install.
 */
@customElement('pa-notices')
export class PaNotices extends PaElement {
  static override styles = [
    buttons,
    notices,
    css`
      .notice {
        animation: rise var(--motion-slow) var(--ease);
      }

      .notice.warning {
        background: var(--notice-wash);
      }

      .what pa-icon {
        margin-block-start: 0.125rem;
      }

      @keyframes rise {
        from {
          translate: 0 1rem;
          opacity: 0;
        }
      }
    `,
  ];

  @consume({ context: servicesContext }) private services?: ClientServices;
  private readonly newer = new StoreController(this, () => updateReady);
  private readonly way = new StoreController(this, () => installWay);
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  @state() private httpSeen = isSecureContext || sessionStorage.getItem(HTTP_SEEN) !== null;
  @state() private declined = isInstallDeclined();

  private handleHttpSeen(): void {
    sessionStorage.setItem(HTTP_SEEN, '1');
    this.httpSeen = true;
  }

  private async handleInstall(): Promise<void> {
    if (this.way.value === 'prompt') await installApp();
    else this.emit('pa-go', { path: paths.settings('install') });
  }

  private handleDecline(): void {
    declineInstall();
    this.declined = true;
  }

  override render() {
    const words = t().app;
    if (this.newer.value) {
      return this.renderNotice('download', words.updateReady, [
        this.renderAnswer(words.later, postponeUpdate),
        this.renderAnswer(words.updateNow, applyUpdate, true),
      ]);
    }
    if (!this.httpSeen) {
      return this.renderNotice(
        'alert',
        html`<strong>${words.plainHttp}</strong> ${words.plainHttpWhy}`,
        [this.renderAnswer(words.understood, () => this.handleHttpSeen())],
      );
    }
    return this.offersInstall ? this.renderInstall() : null;
  }

  /** The offer does not come at the first sight of the app: a person who has a chat may want to keep it. */
  private get offersInstall(): boolean {
    return this.way.value !== 'none' && !this.declined && (this.chats.value?.length ?? 0) > 0;
  }

  private renderInstall() {
    const words = t().app;
    return this.renderNotice('download', words.installOffer, [
      this.renderAnswer(words.later, () => this.handleDecline()),
      this.renderAnswer(words.install, () => void this.handleInstall(), true),
    ]);
  }

  private renderNotice(icon: IconName, text: string | TemplateResult, answers: TemplateResult[]) {
    return html`<div class="notice ${icon === 'alert' ? 'warning' : ''}" role="status">
      <div class="what"><pa-icon .name=${icon}></pa-icon><span>${text}</span></div>
      <div class="buttons">${answers}</div>
    </div>`;
  }

  private renderAnswer(label: string, answer: () => void, strong = false) {
    return html`<button class="button quiet ${strong ? 'strong' : ''}" @click=${answer}>
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-notices': PaNotices;
  }
}

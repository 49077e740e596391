import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { notificationWords } from '../../i18n/texts/notifications.ts';
import { installWay, isInstallDeclined } from '../../pwa/install.ts';
import { findObstacle } from '../../pwa/push.ts';
import { declinePush, isPushDeclined } from '../../pwa/push-offer.ts';
import { updateReady } from '../../pwa/updates.ts';
import { buttons } from '../../styles/controls.ts';
import { notices } from '../../styles/notice.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import '../../ui/pa-icon.ts';

/** Offers notifications at the foot of the list, to a person who has had a message, until they answer. */
@customElement('pa-push-offer')
export class PaPushOffer extends PaElement {
  static override styles = [buttons, notices];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly newer = new StoreController(this, () => updateReady);
  private readonly way = new StoreController(this, () => installWay);

  @state() private isDone = isPushDeclined();

  /** One offer at a time: what pa-notices has to say comes first. */
  private get isDue(): boolean {
    if (this.isDone || this.newer.value || findObstacle() !== undefined) return false;
    if (this.way.value !== 'none' && !isInstallDeclined()) return false;
    if (Notification.permission !== 'default') return false;
    const me = this.services?.account.me.get()?.id;
    return (this.chats.value ?? []).some(
      ({ chat, settings }) =>
        !settings.request && chat.last?.kind === 'text' && chat.last.senderId !== me,
    );
  }

  private readonly end = (): void => {
    declinePush();
    this.isDone = true;
  };

  private readonly handleAccept = (): void => {
    this.end();
    this.emit('pa-go', { path: paths.settings('notifications') });
  };

  override render() {
    if (!this.isDue) return nothing;
    const words = notificationWords();
    return html`<div class="notice offer" role="status">
      <div class="what"><pa-icon name="bell"></pa-icon><span>${words.offer}</span></div>
      <div class="buttons">
        <button class="button quiet" @click=${this.end}>${words.decline}</button>
        <button class="button quiet strong" @click=${this.handleAccept}>${words.accept}</button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-push-offer': PaPushOffer;
  }
}

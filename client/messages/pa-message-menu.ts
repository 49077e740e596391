import { html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { TimelineMessage } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { copyText } from '../ui/copy.ts';
import { PaElement } from '../ui/element.ts';
import type { MenuItem, PaMenu } from '../ui/pa-menu.ts';
import { toast } from '../ui/pa-toast.ts';
import type { Place } from '../ui/place.ts';
import '../ui/pa-menu.ts';

/** What one can do with a message; one menu for the whole timeline. Events: `pa-retry`, `pa-discard`. */
@customElement('pa-message-menu')
export class PaMessageMenu extends PaElement {
  @query('pa-menu') private menu?: PaMenu;

  @state() private message: TimelineMessage | null = null;

  async openFor(message: TimelineMessage, place: Place): Promise<void> {
    this.message = message;
    await this.updateComplete;
    await this.menu?.updateComplete;
    this.menu?.openAt(place);
  }

  private get items(): MenuItem[] {
    const words = t().messages;
    const items: MenuItem[] = [{ id: 'copy', label: words.copy, icon: 'copy' }];
    const state = this.message?.state;
    if (state === 'failed') items.push({ id: 'retry', label: words.retry, icon: 'retry' });
    if (state === 'failed' || state === 'queued') {
      items.push({ id: 'discard', label: words.takeBack, icon: 'compose' });
    }
    return items;
  }

  private handlePick(event: CustomEvent<string>): void {
    event.stopPropagation();
    const message = this.message;
    if (!message) return;
    if (event.detail === 'copy') void copy(message.text);
    if (event.detail === 'retry') this.emit('pa-retry', { clientId: message.clientId });
    if (event.detail === 'discard') this.emit('pa-discard', { clientId: message.clientId });
  }

  override render() {
    return html`<pa-menu
      bare
      .label=${t().app.more}
      .items=${this.items}
      @pa-pick=${this.handlePick}
    ></pa-menu>`;
  }
}

/** The text as it was written, half-spaces and all. */
async function copy(text: string): Promise<void> {
  if (await copyText(text)) toast(t().messages.copied);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message-menu': PaMessageMenu;
  }
}

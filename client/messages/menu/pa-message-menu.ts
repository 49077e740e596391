import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TimelineMessage } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { beside } from '../../ui/beside.ts';
import { PaElement } from '../../ui/element.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import type { MenuItem, PaMenu } from '../../ui/pa-menu.ts';
import type { MessageAction } from '../allowed-actions.ts';
import '../../ui/pa-icon.ts';
import '../../ui/pa-menu.ts';

/** These reactions are one tap away. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** Offers what one can do with a message. Events: `pa-act`, `pa-toggle` of a reaction, `pa-more-emoji`. */
@customElement('pa-message-menu')
export class PaMessageMenu extends PaElement {
  static override styles = css`
    .quick {
      display: flex;
      justify-content: space-between;
      margin-block-end: var(--space-1);
      padding-block-end: var(--space-1);
      border-block-end: 1px solid var(--line);
    }

    .quick button {
      display: grid;
      place-content: center;
      min-inline-size: 2.25rem;
      min-block-size: var(--touch);
      padding: 0;
      font-size: 1.5rem;
      line-height: 1;
      background: none;
      border: 0;
      border-radius: var(--radius-full);
    }

    .quick button:is(:hover, :focus-visible) {
      background: var(--surface-hover);
    }

    .quick [aria-checked='true'] {
      background: var(--accent-wash);
    }
  `;

  @query('pa-menu') private menu?: PaMenu;

  @property({ attribute: false }) message: TimelineMessage | null = null;
  @property({ attribute: false }) acts: ReadonlySet<MessageAction> = new Set();

  private place: MenuAnchor = { x: 0, y: 0 };

  async openAt(place: MenuAnchor): Promise<void> {
    this.place = place;
    await this.updateComplete;
    await this.menu?.updateComplete;
    this.menu?.openAt(beside(place));
  }

  private get items(): MenuItem[] {
    const words = t().messages;
    const pinned = this.message?.pinnedAt !== undefined;
    const all: (MenuItem & { id: MessageAction })[] = [
      { id: 'reply', label: words.reply, icon: 'reply' },
      { id: 'edit', label: words.edit, icon: 'pencil' },
      { id: 'copy', label: words.copy, icon: 'copy' },
      { id: 'save', label: mediaWords().save, icon: 'download' },
      { id: 'forward', label: words.forward, icon: 'forward' },
      { id: 'link', label: words.copyLink, icon: 'link' },
      {
        id: 'pin',
        label: pinned ? words.unpin : words.pin,
        icon: pinned ? 'pinOff' : 'pin',
      },
      { id: 'select', label: words.select, icon: 'select' },
      { id: 'info', label: words.info, icon: 'info' },
      { id: 'retry', label: words.retry, icon: 'retry' },
      { id: 'discard', label: words.takeBack, icon: 'compose' },
      { id: 'drop', label: words.delete, icon: 'trash', danger: true },
      { id: 'delete', label: words.delete, icon: 'trash', danger: true },
    ];
    return all.filter(({ id }) => this.acts.has(id));
  }

  private handlePick(event: CustomEvent<string>): void {
    event.stopPropagation();
    const { message } = this;
    if (message) this.emit('pa-act', { act: event.detail as MessageAction, messages: [message] });
  }

  private react(emoji: string): void {
    this.menu?.close();
    if (this.message) this.emit('pa-toggle', { seq: this.message.seq, emoji });
  }

  private showMore(): void {
    this.menu?.close();
    const { message, place } = this;
    if (message) this.emit('pa-more-emoji', { message, place });
  }

  override render() {
    return html`<pa-menu
      bare
      .label=${t().messages.actions}
      .items=${this.items}
      @pa-pick=${this.handlePick}
      >${this.acts.has('react') ? this.renderQuick() : nothing}</pa-menu
    >`;
  }

  private renderQuick() {
    const words = t().messages;
    const chosen = this.message?.ownReactions ?? [];
    return html`<div class="quick" role="group" aria-label=${words.reactions}>
      ${QUICK.map(
        (emoji) =>
          html`<button
            role="menuitemcheckbox"
            aria-checked=${chosen.includes(emoji)}
            aria-label=${words.react(emoji)}
            @click=${() => this.react(emoji)}
          >
            ${emoji}
          </button>`,
      )}
      <button role="menuitem" aria-label=${t().emoji.more} title=${t().emoji.more} @click=${this.showMore}>
        <pa-icon name="chevronDown"></pa-icon>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message-menu': PaMessageMenu;
  }
}

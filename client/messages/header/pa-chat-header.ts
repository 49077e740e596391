import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Presence } from '../../../protocol/presence.ts';
import { isPeerGone } from '../../core/row-rights.ts';
import type { ChatRow } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { groupWords } from '../../i18n/texts/groups.ts';
import { buttons } from '../../styles/controls.ts';
import { bars, written } from '../../styles/shared.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import type { MenuItem } from '../../ui/pa-menu.ts';
import { paths } from '../../ui/paths.ts';
import { chatFace, chatName, chatPicture } from '../../views/chat-name.ts';
import '../../views/pa-avatar.ts';
import '../../ui/pa-icon.ts';
import '../../views/pa-presence.ts';
import './pa-group-line.ts';

/**
 * Names the chat. Events: `pa-back`, `pa-go` to the profile, `pa-pick` of `search`, `date` and `select`,
 * `pa-chat-menu`.
 */
@customElement('pa-chat-header')
export class PaChatHeader extends PaElement {
  static override styles = [
    buttons,
    bars,
    written,
    css`
      .who {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-inline-size: 0;
        padding: var(--space-1) var(--space-2);
        color: inherit;
        text-decoration: none;
        border-radius: var(--radius-md);
        --avatar-size: 2.625rem;
      }

      .words {
        min-inline-size: 0;
      }

      .bar h2 {
        padding: 0;
        font-size: var(--text-lg);
      }

      /* The letters are so large that only the picture or the name fits. */
      @media (max-width: 16em) {
        .who {
          padding-inline: 0;
        }

        pa-avatar {
          display: none;
        }
      }

      @media (min-width: 56.25rem) {
        .back {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) row: ChatRow | null = null;
  @property({ attribute: false }) presence: Presence | null = null;

  private get items(): MenuItem[] {
    const words = t().messages;
    const items: MenuItem[] = [
      { id: 'search', label: words.searchHere, icon: 'search' },
      { id: 'date', label: words.jumpToDate, icon: 'calendar' },
    ];
    const group = this.row?.chat.kind === 'group';
    const label = group ? groupWords().info : words.profile;
    if (this.profile) items.unshift({ id: 'profile', label, icon: group ? 'users' : 'user' });
    items.push({ id: 'select', label: words.selectMessages, icon: 'select' });
    return items;
  }

  private get profile(): string | null {
    if (this.row?.chat.kind === 'group') return paths.group(this.row.chat.id);
    const peer = this.row?.peer ?? null;
    return isPeerGone(peer) ? null : paths.profile(peer.username);
  }

  private openMenu({ currentTarget }: Event): void {
    const { row } = this;
    if (!row) return;
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    const place = { x: box.x, y: box.bottom + 4, width: box.width };
    this.emit('pa-chat-menu', { row, place, items: this.items, pick: (id) => this.handlePick(id) });
  }

  private handlePick(id: string): void {
    if (id !== 'profile') this.emit('pa-pick', id);
    else if (this.profile) this.emit('pa-go', { path: this.profile });
  }

  override render() {
    return html`<header class="bar">
      <button
        class="icon-button back"
        aria-label=${t().app.back}
        @click=${() => this.emit('pa-back')}
      >
        <pa-icon name="back"></pa-icon>
      </button>
      ${this.row ? this.renderWho(this.row) : html`<span class="who"></span>`}
      <button
        class="icon-button"
        aria-label=${t().app.more}
        title=${t().app.more}
        aria-haspopup="menu"
        ?disabled=${this.row === null}
        @click=${this.openMenu}
      >
        <pa-icon name="more"></pa-icon>
      </button>
    </header>`;
  }

  private renderWho(row: ChatRow) {
    const inside = html`<pa-avatar
        .identity=${row.peer?.id ?? row.chat.id}
        .name=${chatName(row)}
        .picture=${chatPicture(row)}
        .kind=${chatFace(row)}
        .online=${this.presence?.online ?? false}
      ></pa-avatar>
      <div class="words">
        <h2 class="one-line cut" dir="auto" ${cutEnd()}>${chatName(row)}</h2>
        ${
          row.chat.kind === 'group'
            ? html`<pa-group-line .row=${row}></pa-group-line>`
            : html`<pa-presence
                .presence=${this.presence}
                .typing=${row.typing.length > 0}
              ></pa-presence>`
        }
      </div>`;
    return this.profile
      ? html`<a class="who" href=${this.profile}>${inside}</a>`
      : html`<div class="who">${inside}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-chat-header': PaChatHeader;
  }
}

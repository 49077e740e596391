import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { fitOf, toTerms } from '../../../protocol/find.ts';
import type { ChatRow } from '../../core/services.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { messageDialogWords } from '../../i18n/texts/message-dialogs.ts';
import { buttons, inputs } from '../../styles/controls.ts';
import { rows, written } from '../../styles/shared.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import { searchField } from '../../ui/search-field.ts';
import { chatFace, chatName, chatPicture } from '../../views/chat-name.ts';
import { checkWritePermission } from '../allowed-actions.ts';
import '../../views/pa-avatar.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-icon.ts';

type Target = Pick<ChatRow, 'peer'> & { chat: Pick<ChatRow['chat'], 'id' | 'kind' | 'title'> };
/** This stands for a chat with oneself that is made when something is sent there. */
export const SELF = 'self';
const NEW_SELF: Target = { peer: null, chat: { id: SELF, kind: 'self', title: null } };

/** Asks to which chats messages are forwarded, or (`one`) to which chat something else goes. Events: `pa-forward`, `pa-close`. */
@customElement('pa-forward')
export class PaForward extends PaElement {
  static override styles = [
    buttons,
    inputs,
    rows,
    written,
    css`
      ul {
        block-size: min(22rem, 50dvh);
        margin-block-start: var(--space-2);
        margin-inline: calc(-1 * var(--space-3));
        overflow: hidden auto;
        scrollbar-width: thin;
      }

      .row {
        --avatar-size: 2.5rem;
      }

      .name {
        display: block;
        inline-size: fit-content;
        max-inline-size: 100%;
      }

      .row pa-icon {
        color: var(--accent);
      }

      .none {
        padding: var(--space-5);
        color: var(--text-soft);
        text-align: center;
      }

      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--touch);
      }

      label input {
        inline-size: 1.125rem;
        block-size: 1.125rem;
        accent-color: var(--accent);
      }
    `,
  ];

  @state() private q = '';
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private anonymous = false;

  /** The first chat that is pressed is the answer. */
  @property({ type: Boolean }) one = false;
  /** Instead of the usual one. */
  @property() heading = '';
  @property({ attribute: false }) chats: ChatRow[] = [];

  /** Lists saved messages first, whether they have been opened yet or not. */
  private get found(): Target[] {
    const wanted = toTerms(this.q);
    const rows = this.chats.filter((row) => checkWritePermission(row) === 'yes');
    const self = rows.find(({ chat }) => chat.kind === 'self');
    const others = rows.filter((row) => row !== self);
    return [self ?? NEW_SELF, ...others].filter((row) => fitOf(chatName(row), wanted) !== 'none');
  }

  private toggleChat(id: string): void {
    this.chosen = this.chosen.symmetricDifference(new Set([id]));
    if (this.one) this.confirm();
  }

  private confirm(): void {
    this.emit('pa-forward', { to: [...this.chosen], author: !this.anonymous });
  }

  override render() {
    const words = messageDialogWords();
    const { found } = this;
    const heading = this.heading || words.forwardTitle;
    return html`<pa-dialog open .heading=${heading}>
      <slot></slot>
      ${searchField(words.forwardSearch, (text) => {
        this.q = text;
      })}
      <ul role="listbox" aria-multiselectable=${!this.one} aria-label=${heading}>
        ${repeat(
          found,
          (row) => row.chat.id,
          (row) => this.renderChat(row),
        )}
        ${found.length === 0 ? html`<li class="none" role="option">${words.forwardNone}</li>` : nothing}
      </ul>
      ${this.one ? nothing : this.renderWays()}
    </pa-dialog>`;
  }

  private renderWays() {
    const words = messageDialogWords();
    return html`<label>
        <input
          type="checkbox"
          .checked=${this.anonymous}
          @change=${() => {
            this.anonymous = !this.anonymous;
          }}
        />
        ${words.withoutAuthor}
      </label>
      <div slot="actions">
        <button class="button primary wide" ?disabled=${this.chosen.size === 0} @click=${this.confirm}>
          ${this.chosen.size === 0 ? t().messages.forward : words.forwardTo(formatNumber(this.chosen.size))}
        </button>
      </div>`;
  }

  private renderChat(row: Target) {
    const { id } = row.chat;
    return html`<li role="presentation">
      <button
        class="row"
        role="option"
        aria-selected=${this.chosen.has(id)}
        @click=${() => this.toggleChat(id)}
      >
        <pa-avatar
          .identity=${row.peer?.id ?? id}
          .name=${chatName(row)}
        .picture=${chatPicture(row)}
          .kind=${chatFace(row)}
        ></pa-avatar>
        <span class="grow"><span class="name one-line cut" dir="auto" ${cutEnd()}>${chatName(row)}</span></span>
        ${this.chosen.has(id) ? html`<pa-icon name="check"></pa-icon>` : nothing}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-forward': PaForward;
  }
  interface HTMLElementEventMap {
    'pa-forward': CustomEvent<{ to: string[]; author: boolean }>;
  }
}

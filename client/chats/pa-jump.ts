import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { fitOf, toTerms } from '../../protocol/find.ts';
import type { User } from '../../protocol/users.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { keys } from '../i18n/texts/keys.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import { TypedSearch } from '../ui/typed-search.ts';
import { chatFace, chatName, chatPicture } from '../views/chat-name.ts';
import { arrowAmongRows, personRow, personRows } from '../views/person-row.ts';
import { listChats } from './filters.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-dialog.ts';

const SHOWN = 8;
/** The username is searched too: a person who types in Latin finds a Persian name by it. */
const toSearchText = (row: ChatRow): string => `${chatName(row)} ${row.peer?.username ?? ''}`;

/** Goes to a chat or a person by name, from any screen. Events: `pa-go`, `pa-close`. */
@customElement('pa-jump')
export class PaJump extends PaElement {
  static override styles = [
    buttons,
    inputs,
    rows,
    written,
    personRows,
    css`
      ul,
      p {
        margin-block-start: var(--space-2);
        margin-inline: calc(-1 * var(--space-3));
      }

      .found {
        block-size: min(26rem, 55dvh);
        overflow: hidden auto;
        scrollbar-width: thin;
        --avatar-size: 2.5rem;
      }

      p {
        padding: var(--space-5);
        color: var(--text-soft);
        text-align: center;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  // Without a connection the chats of this device are found all the same.
  private readonly people = new TypedSearch(this, (q) =>
    this.services?.messenger.findPeople(q).catch(() => []),
  );

  @query('input') private field?: HTMLInputElement;

  @state() private q = '';

  override firstUpdated(): void {
    void this.updateComplete.then(() => this.field?.focus());
  }

  private get chats(): ChatRow[] {
    const wanted = toTerms(this.q);
    const all = this.services?.messenger.chats.get() ?? [];
    const rows = wanted.length === 0 ? listChats(all, null) : all;
    return rows.filter((row) => fitOf(toSearchText(row), wanted) !== 'none').slice(0, SHOWN);
  }

  /** People with whom there is no chat yet. */
  private get strangers(): User[] {
    if (this.people.isPending || this.people.value === null) return [];
    const known = new Set(this.services?.messenger.chats.get()?.map(({ peer }) => peer?.id));
    return this.people.value.filter(({ id }) => !known.has(id)).slice(0, SHOWN);
  }

  private handleInput(): void {
    this.q = this.field?.value ?? '';
    this.people.input(this.q);
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // Escape would empty a search field first.
      event.preventDefault();
      this.emit('pa-close');
    } else if (event.key === 'Enter' && event.target === this.field) {
      event.preventDefault();
      this.renderRoot.querySelector<HTMLElement>('.found .row')?.click();
    } else arrowAmongRows(event, this.shadowRoot);
  }

  private openChat(chatId: string): void {
    // The page that opens closes the dialog; one that closed first would remove that page with its entry of the
    // history.
    this.emit('pa-go', { path: paths.chat(chatId) });
  }

  private async openPerson(user: User): Promise<void> {
    await attempt(async () => {
      const id = await this.services?.messenger.openDirect(user.id);
      if (id) this.openChat(id);
    });
  }

  override render() {
    const words = keys();
    const { chats, strangers } = this;
    return html`<pa-dialog open .heading=${words.jump}>
      <div @keydown=${this.handleKey}>
        <input
          class="input pill"
          type="search"
          data-first
          dir=${this.q === '' ? nothing : 'auto'}
          autocomplete="off"
          spellcheck="false"
          aria-label=${words.jumpField}
          placeholder=${words.jumpField}
          @input=${this.handleInput}
        />
        <div class="found">
          <ul role="list">
            ${chats.map((row) => html`<li>${this.renderChat(row)}</li>`)}
            ${strangers.map((user) => html`<li>${personRow(user, () => this.openPerson(user))}</li>`)}
          </ul>
          ${chats.length + strangers.length === 0 ? html`<p role="status">${words.jumpNone}</p>` : nothing}
        </div>
      </div>
    </pa-dialog>`;
  }

  private renderChat(row: ChatRow) {
    return html`<button class="row" @click=${() => this.openChat(row.chat.id)}>
      <pa-avatar
        .identity=${row.peer?.id ?? row.chat.id}
        .name=${chatName(row)}
        .picture=${chatPicture(row)}
        .kind=${chatFace(row)}
      ></pa-avatar>
      <span class="grow"><span class="name one-line cut" dir="auto" ${cutEnd()}>${chatName(row)}</span></span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-jump': PaJump;
  }
}

import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ApiError, type ClientServices, codeOf, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { bars, rows, written } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { arrowAmongRows, personRow, personRows } from '../views/person-row.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-skeleton.ts';

const AFTER_MS = 250;
/** Shorter than this, half of the server would answer. */
const MIN = 2;

/** Finds a person by name and opens the chat with them. Events: `pa-back`, `pa-go`. */
@customElement('pa-new-chat')
export class PaNewChat extends PaElement {
  static override styles = [
    buttons,
    inputs,
    bars,
    rows,
    written,
    personRows,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        block-size: 100%;
        background: var(--surface);
      }

      .find {
        flex: none;
        padding: var(--space-2) var(--space-3);
      }

      .results {
        flex: 1;
        min-block-size: 0;
        padding-inline: var(--space-2);
        overflow: hidden auto;
        scrollbar-width: thin;
      }

      .sign {
        flex: none;
        display: grid;
        place-content: center;
        inline-size: 3rem;
        block-size: 3rem;
        color: var(--accent-strong);
        background: var(--accent-wash);
        border-radius: 36%;
      }
    `,
  ];

  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  @consume({ context: servicesContext, subscribe: true })
  private services?: ClientServices;

  @query('input') private field?: HTMLInputElement;

  /** undefined: nothing asked; null: on its way. */
  @state() private found: User[] | null | undefined;
  @state() private failed: ApiError['code'] | null = null;

  override firstUpdated(): void {
    this.field?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private handleInput(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.failed = null;
    const q = this.field?.value.trim() ?? '';
    this.found = q.length < MIN ? undefined : (this.found ?? null);
    if (q.length >= MIN) this.timer = setTimeout(() => void this.ask(q), AFTER_MS);
  }

  private async ask(q: string): Promise<void> {
    const turn = this.turn;
    try {
      const found = await this.services?.messenger.findPeople(q);
      if (turn === this.turn) this.found = found;
    } catch (error) {
      if (turn === this.turn) this.failed = codeOf(error);
    }
  }

  private async open(user: User): Promise<void> {
    try {
      const id = await this.services?.messenger.openDirect(user.id);
      if (id) this.emit('pa-go', { path: paths.chat(id), replace: true });
    } catch {
      toast(t().chats.openFailed);
    }
  }

  private readonly handleKey = (event: KeyboardEvent): void =>
    arrowAmongRows(event, this.shadowRoot);

  override render() {
    const words = t().chats;
    return html`<header class="bar">
        <button
          class="icon-button"
          aria-label=${t().app.back}
          @click=${() => this.emit('pa-back')}
        >
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${words.newChat}</h1>
      </header>
      <div class="find" role="search" @keydown=${this.handleKey}>
        <input
          class="input pill"
          type="search"
          dir="auto"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          aria-label=${words.peopleField}
          placeholder=${words.peopleField}
          @input=${this.handleInput}
        />
      </div>
      <div class="results" @keydown=${this.handleKey}>
        ${this.found === undefined ? this.renderNewGroup() : nothing}${this.renderResults()}
      </div>`;
  }

  private renderNewGroup() {
    return html`<a class="row group" href=${paths.newGroup}>
      <span class="sign"><pa-icon name="users"></pa-icon></span>
      <span class="grow name">${groupWords().newGroup}</span>
    </a>`;
  }

  private renderResults() {
    const words = t().chats;
    if (this.failed) {
      return html`<pa-empty icon="offline" .heading=${t().errors[this.failed]}>
        <button class="button" @click=${this.handleInput}>${t().app.retry}</button>
      </pa-empty>`;
    }
    if (this.found === undefined) {
      return html`<pa-empty icon="user" .heading=${words.findPeople} .text=${words.peopleHint}>
      </pa-empty>`;
    }
    if (this.found === null) return html`<pa-skeleton .rows=${4}></pa-skeleton>`;
    if (this.found.length === 0) {
      return html`<pa-empty icon="search" role="status" .heading=${words.peopleNone}></pa-empty>`;
    }
    return html`<ul role="list">
      ${this.found.map((user) => html`<li>${personRow(user, () => this.open(user))}</li>`)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-new-chat': PaNewChat;
  }
}

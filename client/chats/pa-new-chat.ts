import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { bars, rows, screenHost, searches, written } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { searchField } from '../ui/search-field.ts';
import { TypedSearch } from '../ui/typed-search.ts';
import { arrowAmongRows, personRow, personRows } from '../views/person-row.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';

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
    screenHost,
    searches,
    css`
      :host {
        background: var(--surface);
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

  @consume({ context: servicesContext, subscribe: true })
  private services?: ClientServices;
  private readonly search = new TypedSearch(this, (q) => this.services?.messenger.findPeople(q));

  @query('input') private field?: HTMLInputElement;

  override firstUpdated(): void {
    this.field?.focus();
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
        ${searchField(words.peopleField, (text) => this.search.input(text))}
      </div>
      <div class="results" @keydown=${this.handleKey}>
        ${this.search.q === '' ? this.renderNewGroup() : nothing}${this.renderResults()}
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
    if (this.search.q === '') {
      return html`<pa-empty icon="user" .heading=${words.findPeople} .text=${words.peopleHint}>
      </pa-empty>`;
    }
    return this.search.render((found) => this.renderFound(found), {
      failed: (error) => this.search.renderFailure(describeProblem(error)),
    });
  }

  private renderFound(found: User[]) {
    if (found.length === 0) {
      return html`<pa-empty icon="search" role="status" .heading=${t().chats.peopleNone}></pa-empty>`;
    }
    return html`<ul role="list">
      ${found.map((user) => html`<li>${personRow(user, () => this.open(user))}</li>`)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-new-chat': PaNewChat;
  }
}

import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { inputs } from '../styles/controls.ts';
import { columnHost, hidden, rows, searches, written } from '../styles/shared.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { searchField } from '../ui/search-field.ts';
import { TypedSearch } from '../ui/typed-search.ts';
import { arrowAmongRows, personRows } from '../views/person-row.ts';
import { peoplePickerStyles } from './picker.styles.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** Picks people by name; before a name is typed, from one's own chats. Says `pa-people` with all who are chosen. */
@customElement('pa-people-picker')
export class PaPeoplePicker extends PaElement {
  static override styles = [
    inputs,
    hidden,
    rows,
    written,
    personRows,
    columnHost,
    searches,
    peoplePickerStyles,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly search = new TypedSearch(this, (q) => this.services?.messenger.findPeople(q));
  @query('input') private field?: HTMLInputElement;

  @property({ attribute: false }) chosen: readonly User[] = [];
  /** These people are members already, so they are not offered. */
  @property({ attribute: false }) except: ReadonlySet<string> = new Set();

  private toggle(user: User): void {
    const without = this.chosen.filter((one) => one.id !== user.id);
    const chosen = without.length < this.chosen.length ? without : [...this.chosen, user];
    if (this.field) this.field.value = '';
    this.search.input('');
    this.emit('pa-people', chosen);
  }

  private get offered(): User[] {
    const known = (this.services?.messenger.chats.get() ?? []).flatMap(({ peer }) => peer ?? []);
    const me = this.services?.account.me.get()?.id;
    return (this.search.value ?? known).filter(
      (user) => user.deletedAt === null && user.id !== me && !this.except.has(user.id),
    );
  }

  override render() {
    return html`<div class="top">
        ${this.chosen.length > 0 ? this.renderChips() : nothing}
        ${searchField(t().chats.peopleField, (text) => this.search.input(text), { keydown: this.handleKey })}
      </div>
      <div class="results" @keydown=${this.handleKey}>${this.renderOffered()}</div>`;
  }

  private readonly handleKey = (event: KeyboardEvent): void =>
    arrowAmongRows(event, this.shadowRoot);

  private renderChips() {
    const words = groupWords();
    return html`<p class="visually-hidden" role="status">
        ${words.chosen(formatNumber(this.chosen.length))}
      </p>
      <ul class="chips" role="list">
        ${this.chosen.map(
          (user) => html`<li>
            <button
              class="chip"
              type="button"
              aria-label=${words.take(user.displayName)}
              @click=${() => this.toggle(user)}
            >
              <bdi class="one-line cut" ${cutEnd()}>${user.displayName}</bdi><pa-icon name="close"></pa-icon>
            </button>
          </li>`,
        )}
      </ul>`;
  }

  private renderOffered() {
    const { offered, search } = this;
    if (search.failure !== null)
      return html`<p class="say" role="alert">${describeProblem(search.failure)}</p>`;
    if (offered.length === 0) {
      const none = search.value === null ? t().chats.peopleHint : t().chats.peopleNone;
      return html`<p class="say" role="status">${none}</p>`;
    }
    return html`<ul role="list">
      ${offered.map((user) => html`<li>${this.renderPerson(user)}</li>`)}
    </ul>`;
  }

  private renderPerson(user: User) {
    const chosen = this.chosen.some((one) => one.id === user.id);
    return html`<button
      class="row"
      type="button"
      aria-pressed=${chosen}
      @click=${() => this.toggle(user)}
    >
      <pa-avatar .identity=${user.id} .name=${user.displayName} .picture=${user.avatar ?? null}></pa-avatar>
      <span class="grow">
        <span class="name one-line cut" dir="auto" ${cutEnd()}>${user.displayName}</span>
        <bdi class="username" dir="ltr">@${user.username}</bdi>
      </span>
      <span class="mark">${chosen ? html`<pa-icon name="check"></pa-icon>` : nothing}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-people-picker': PaPeoplePicker;
  }
  interface HTMLElementEventMap {
    'pa-people': CustomEvent<User[]>;
  }
}

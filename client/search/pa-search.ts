import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Hit } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import { isAway } from '../core/away.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatFullTime, formatShortTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { searchWords } from '../i18n/texts/search.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { bars, hidden, rows, screenHost, searches, written } from '../styles/shared.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { lineDirection } from '../ui/direction.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { chatFace, chatName, chatPicture } from '../views/chat-name.ts';
import { fileSign, messagePreview } from '../views/message-preview.ts';
import { arrowAmongRows, personRow, personRows } from '../views/person-row.ts';
import { makeExcerpt, makeNameExcerpt } from './excerpt.ts';
import { HitWalker } from './hit-walker.ts';
import { searchStyles } from './search.styles.ts';
import { type Results, Searching } from './searching.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';

/** Searches people and messages; with `chatId` the messages of one chat. Events: `pa-back`, `pa-go`. */
@customElement('pa-search')
export class PaSearch extends PaElement {
  static override styles = [
    buttons,
    inputs,
    bars,
    hidden,
    rows,
    written,
    personRows,
    screenHost,
    searches,
    searchStyles,
  ];

  private readonly line = new StoreController(this, () => this.services?.messenger.connection);
  private readonly searching = new Searching(this, {
    messenger: () => this.services?.messenger,
    chatId: () => this.chatId,
  });

  private readonly walker = new HitWalker(this, {
    chatId: () => this.chatId,
    at: () => this.at,
    hits: () => this.searching.value?.hits ?? [],
    hasMore: () => (this.searching.value?.next ?? null) !== null,
    loadMore: () => this.searching.loadMore(),
    open: (seq) => {
      if (this.chatId === null) return;
      // The first hit is a new entry, which Back leaves; going from hit to hit replaces it.
      this.emit('pa-go', { path: paths.chat(this.chatId, seq), replace: this.at !== null });
    },
  });

  @consume({ context: servicesContext, subscribe: true })
  private services?: ClientServices;

  @query('input') private field?: HTMLInputElement;

  @state() private q = '';

  @property({ attribute: false }) chatId: string | null = null;
  /** The message that is shown beside the search. */
  @property({ attribute: false }) at: number | null = null;

  override firstUpdated(): void {
    this.field?.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('chatId') && changed.get('chatId') !== undefined) this.searching.input(this.q);
    if (changed.has('at'))
      this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  private handleInput(): void {
    this.q = this.field?.value ?? '';
    this.searching.input(this.q);
  }

  private clear(): void {
    this.q = '';
    this.searching.input('');
    this.field?.focus();
  }

  private async openPerson(user: User): Promise<void> {
    try {
      const id = await this.services?.messenger.openDirect(user.id);
      if (id) this.emit('pa-go', { path: paths.chat(id) });
    } catch {
      toast(t().chats.openFailed);
    }
  }

  private readonly handleKey = (event: KeyboardEvent): void =>
    arrowAmongRows(event, this.shadowRoot);

  /** Enter goes from hit to hit, as it does in a page. */
  private readonly handleEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || this.chatId === null) return;
    event.preventDefault();
    void this.walker.go(event.shiftKey ? 'newer' : 'older');
  };

  override render() {
    const words = searchWords();
    const label = this.chatId === null ? words.field : words.fieldHere;
    return html`<h1 class="visually-hidden">${words.title}</h1>
      <div role="search" class="bar" @keydown=${this.handleKey}>
        <button
          class="icon-button"
          aria-label=${t().app.back}
          @click=${() => this.emit('pa-back')}
        >
          <pa-icon name="back"></pa-icon>
        </button>
        <input
          class="input pill"
          type="search"
          dir="auto"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${label}
          placeholder=${label}
          .value=${this.q}
          @input=${this.handleInput}
          @keydown=${this.handleEnter}
        />
        ${this.q === '' ? nothing : this.renderClear()}
      </div>
      <div class="results" @keydown=${this.handleKey}>${this.renderResults()}</div>`;
  }

  private renderClear() {
    return html`<button class="icon-button" aria-label=${searchWords().clear} @click=${this.clear}>
      <pa-icon name="close"></pa-icon>
    </button>`;
  }

  private renderResults() {
    const words = searchWords();
    const { searching } = this;
    if (searching.q === '') {
      return html`<pa-empty
        icon="search"
        .heading=${words.title}
        .text=${this.chatId === null ? words.hint : words.hintHere}
      ></pa-empty>`;
    }
    return searching.render(
      (found) =>
        html`${this.renderFound(found)}${searching.isPending ? nothing : this.renderMore(found)}`,
      { failed: (error) => searching.renderFailure(describeProblem(error)) },
    );
  }

  private renderFound({ users, hits }: Results) {
    const words = searchWords();
    const known = !isAway(this.line.value)
      ? nothing
      : html`<p class="known" role="status">${t().app.offlineKnown}</p>`;
    if (users.length + hits.length === 0) {
      return html`${known}<pa-empty icon="search" role="status" .heading=${words.none}></pa-empty>`;
    }
    return html`${known}${
      users.length === 0
        ? nothing
        : html`<h2>${words.people}</h2>
          <ul role="list">
            ${users.map((user) => html`<li>${personRow(user, () => this.openPerson(user))}</li>`)}
          </ul>`
    }
    ${hits.length === 0 ? nothing : html`<h2>${words.messages}</h2>`}
    <ul role="list">
      ${repeat(
        hits,
        (hit) => hit.message.clientId,
        (hit) => html`<li>${this.renderHit(hit)}</li>`,
      )}
    </ul>`;
  }

  private renderHit({ message, matches }: Hit) {
    const messenger = this.services?.messenger;
    // A hit of all chats names its chat, a hit in one chat its author.
    const row =
      this.chatId === null
        ? messenger?.chats.get()?.find((known) => known.chat.id === message.chatId)
        : undefined;
    const writer = messenger?.findUser(message.senderId);
    const named = row ? chatName(row) : (writer?.displayName ?? '');
    const current = this.chatId !== null && message.seq === this.at;
    return html`<a
      class="row"
      href=${paths.chat(message.chatId, message.seq)}
      aria-current=${current ? 'page' : nothing}
    >
      <pa-avatar
        .identity=${row ? (row.peer?.id ?? row.chat.id) : message.senderId}
        .name=${named}
        .picture=${row ? chatPicture(row) : null}
        .kind=${row ? chatFace(row) : 'person'}
      ></pa-avatar>
      <span class="grow">
        <span class="line">
          <span class="name one-line cut" dir="auto" ${cutEnd()}>${named}</span>
          <time title=${formatFullTime(message.createdAt)}
            >${formatShortTime(message.createdAt, Date.now())}</time
          >
        </span>
        ${this.renderExcerpt({ message, matches })}
      </span>
    </a>`;
  }

  private renderExcerpt({ message, matches }: Hit) {
    const { text, entities, files = [] } = message;
    const name = matches.length > 0 ? undefined : makeNameExcerpt(files, this.searching.q);
    const pieces = name ?? (text === '' ? undefined : makeExcerpt(message, matches));
    const direction = name ? 'auto' : (lineDirection(text, entities) ?? 'auto');
    return html`<span class="excerpt" dir=${direction}
      >${
        pieces === undefined
          ? messagePreview(message, false)
          : html`${fileSign(message)}${pieces.map((piece) =>
              piece.marked ? html`<mark>${piece.text}</mark>` : piece.text,
            )}`
      }</span
    >`;
  }

  private renderMore({ next }: Results) {
    if (next === null) return nothing;
    if (this.searching.isLoadingMore)
      return html`<div class="wait"><pa-spinner></pa-spinner></div>`;
    return html`<div class="more">
      <button class="button quiet" @click=${() => this.searching.loadMore()}>
        ${searchWords().more}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-search': PaSearch;
  }
}

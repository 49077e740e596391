import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { User } from '../../../../protocol/users.ts';
import type { ChatRow, Messenger } from '../../../core/services.ts';
import { typedMention } from '../../../format/compose.ts';
import { formatNumber } from '../../../i18n/format.ts';
import { t } from '../../../i18n/locale.ts';
import { cutEnd } from '../../../ui/cut-end.ts';
import { PaElement } from '../../../ui/element.ts';
import { keepFocus } from '../../../ui/focus.ts';
import { TypedSearch } from '../../../ui/typed-search.ts';
import { replaceRange } from '../half-space.ts';
import { filterPeople, listPeople } from './candidates.ts';
import { mentionStyles } from './mention-list.styles.ts';
import '../../../views/pa-avatar.ts';

/**
 * Completes `@name` in a field. It draws into the tree around it, because `aria-activedescendant` does not reach into a
 * shadow. Says `pa-mentioned` with the person, who may be one that the device did not know.
 */
@customElement('pa-mention-list')
export class PaMentionList extends PaElement {
  private typed: { from: number; q: string } | null = null;
  /** Where somebody has closed the list with Escape. */
  private refused = -1;
  private fetched: User[] = [];
  /** A large group is asked for its members when somebody pauses. */
  private readonly members = new TypedSearch(this, (q, signal) => this.fetchMembers(q, signal), {
    least: 0,
  });

  @state() private found: User[] = [];
  @state() private at = 0;

  @property({ attribute: false }) field: HTMLTextAreaElement | null = null;
  @property({ attribute: false }) row: ChatRow | null = null;
  @property({ attribute: false }) messenger: Messenger | null = null;
  @property() me = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    const sheet = mentionStyles.styleSheet;
    if (!(root instanceof ShadowRoot) || !sheet || root.adoptedStyleSheets.includes(sheet)) return;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listen(this.field, false);
    this.close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('field')) return;
    this.listen(changed.get('field') ?? null, false);
    this.listen(this.field, true);
    this.handleCaret();
  }

  override updated(): void {
    const { field } = this;
    const open = this.found.length > 0;
    for (const [name, value] of Object.entries({
      'aria-autocomplete': 'list',
      'aria-controls': open ? 'mentions' : null,
      'aria-activedescendant': open ? `mention-${this.at}` : null,
    })) {
      if (value === null) field?.removeAttribute(name);
      else field?.setAttribute(name, value);
    }
  }

  private listen(field: HTMLTextAreaElement | null, on: boolean): void {
    const act = on ? 'addEventListener' : 'removeEventListener';
    // Before the field's own: Enter chooses here instead of sending.
    field?.parentElement?.[act]('keydown', this.handleKey as EventListener, true);
    for (const type of ['input', 'keyup', 'pointerup', 'focus'])
      field?.[act](type, this.handleCaret);
    field?.[act]('blur', this.close);
  }

  private readonly handleCaret = (): void => {
    const { field, row, messenger } = this;
    if (!field?.matches(':focus') || !row || !messenger) return;
    const typed =
      field.selectionStart === field.selectionEnd
        ? typedMention(field.value, field.selectionStart)
        : null;
    if (typed?.from !== this.refused) this.refused = -1;
    if (!typed || this.refused !== -1) {
      this.close();
      return;
    }
    const same = this.typed?.from === typed.from && this.typed.q === typed.q;
    this.typed = typed;
    if (same && this.found.length > 0) return;
    this.at = 0;
    this.suggest();
    if (row.chat.members.length < row.chat.memberCount) this.members.input(typed.q);
  };

  private suggest(): void {
    const { row, messenger, typed } = this;
    if (!row || !messenger || !typed) return;
    const known = listPeople(row, this.me, messenger);
    const others = this.fetched.filter(
      ({ id }) => id !== this.me && !known.some((one) => one.id === id),
    );
    this.found = filterPeople([...others, ...known], typed.q);
  }

  private async fetchMembers(q: string, signal: AbortSignal): Promise<void> {
    const chatId = this.row?.chat.id ?? '';
    // Without the server there are those whom the device knows.
    const page = await this.messenger?.ask('member.list', { chatId, q }).catch(() => null);
    if (!page || signal.aborted) return;
    this.fetched = page.users;
    this.suggest();
  }

  private readonly close = (): void => {
    this.members.cancel();
    this.typed = null;
    if (this.found.length > 0) this.found = [];
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    const count = this.found.length;
    if (count === 0 || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) this.at = (this.at + step + count) % count;
    else if (event.key === 'Escape') {
      this.refused = this.typed?.from ?? -1;
      this.close();
    } else if (event.key === 'Enter' || event.key === 'Tab') this.pickPerson(this.found[this.at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private pickPerson(user: User | undefined): void {
    const { field, typed } = this;
    if (!field || !typed || !user) return;
    this.emit('pa-mentioned', { user });
    const end = field.selectionEnd;
    const space = /^\s/.test(field.value.slice(end)) ? '' : ' ';
    this.close();
    replaceRange(field, typed.from, end, `@${user.username}${space}`);
  }

  override render() {
    if (this.found.length === 0) return nothing;
    const words = t().messages;
    return html`<div id="mentions" role="listbox" aria-label=${words.mentionWhom}>
        ${this.found.map((user, i) => this.renderPerson(user, i))}
      </div>
      <p class="visually-hidden" role="status">${words.mentionFound(formatNumber(this.found.length))}</p>`;
  }

  private renderPerson(user: User, i: number) {
    return html`<div
      id="mention-${i}"
      role="option"
      aria-selected=${i === this.at}
      @pointerdown=${keepFocus}
      @mousedown=${keepFocus}
      @click=${() => this.pickPerson(user)}
    >
      <pa-avatar .identity=${user.id} .name=${user.displayName} .picture=${user.avatar ?? null}></pa-avatar>
      <bdi class="name cut" ${cutEnd()}>${user.displayName}</bdi>
      <bdi class="username">@${user.username}</bdi>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-mention-list': PaMentionList;
  }
  interface HTMLElementEventMap {
    'pa-mentioned': CustomEvent<{ user: User }>;
  }
}

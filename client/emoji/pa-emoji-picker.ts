import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatNumber } from '../i18n/format.ts';
import { direction, language } from '../i18n/locale.ts';
import { pickerWords } from '../i18n/texts/emoji-picker.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { hidden } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { focusedElement } from '../ui/focus.ts';
import { type MenuAnchor, placeMenu } from '../ui/menu-anchor.ts';
import { anchorAbove } from './above-button.ts';
import { type Emoji, GROUPS, type GroupId } from './data.ts';
import { createDrawableTest } from './drawable.ts';
import { pickerStyles } from './emoji-picker.styles.ts';
import { findEmoji } from './find.ts';
import { nextCell, splitIntoRows } from './grid-keys.ts';
import { LikedEmoji } from './liked.ts';
import { toneButton, toneChoice } from './tone-choice.ts';
import { type Tone, withTone } from './tones.ts';

type Tab = GroupId | 'recent';

/** These emoji stand for the groups on their tabs. */
const FACES: Record<Tab, string> = {
  recent: '🕘',
  smileys: '😀',
  people: '👋',
  animals: '🐈',
  food: '🍉',
  travel: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
};

/**
 * Shows emoji in a popover, on narrow screens a sheet from below. Says `pa-emoji` with the one that was picked, and
 * stays open when it is to `stay`; `pa-toggled` with whether it is open. It is bundled with its data: import it when
 * it is asked for.
 */
@customElement('pa-emoji-picker')
export class PaEmojiPicker extends PaElement {
  static override styles = [buttons, inputs, hidden, pickerStyles];

  @query('[popover]') private panel?: HTMLElement;
  @query('.grid') private grid?: HTMLElement;
  @query('input') private field?: HTMLInputElement;

  private liked = new LikedEmoji('');
  private all: Emoji[] = [];
  private byEmoji = new Map<string, Emoji>();
  private returnTo: HTMLElement | null = null;

  @state() private tab: Tab = 'smileys';
  @state() private q = '';
  @state() private isChoosingTone = false;
  @state() private at = 0;

  /** The id of the person whose recent emoji are shown. */
  @property() me = '';
  @property({ type: Boolean }) stay = false;

  get isOpen(): boolean {
    return this.panel?.matches(':popover-open') ?? false;
  }

  /** Opens at an anchor; `above` it when that is a button at the foot of the screen. */
  async openAt(place: MenuAnchor, above = false): Promise<void> {
    this.returnTo = focusedElement();
    this.begin();
    await this.updateComplete;
    if (!this.panel) return;
    this.panel.showPopover();
    placeMenu(this.panel, above ? anchorAbove(this.panel, place) : place);
    // On touch the field would bring up the keyboard, over the emoji.
    if (matchMedia('(pointer: fine)').matches) this.field?.focus();
    else this.panel.focus();
  }

  close(): void {
    this.panel?.hidePopover();
  }

  private begin(): void {
    if (this.all.length === 0) {
      this.all = GROUPS.flatMap(({ emojis }) => emojis).filter(createDrawableTest());
      this.byEmoji = new Map(this.all.map((one) => [one.emoji, one]));
    }
    this.liked = new LikedEmoji(this.me);
    this.q = '';
    if (this.field) this.field.value = '';
    this.isChoosingTone = false;
    this.show(this.liked.recent.length > 0 ? 'recent' : 'smileys');
    this.requestUpdate();
  }

  private show(tab: Tab): void {
    this.tab = tab;
    this.q = '';
    if (this.field) this.field.value = '';
    this.toTop();
  }

  private toTop(): void {
    this.at = 0;
    if (this.grid) this.grid.scrollTop = 0;
  }

  private get shown(): Emoji[] {
    if (this.q.trim() !== '') return findEmoji(this.all, this.q);
    if (this.tab === 'recent') {
      return this.liked.recent.flatMap((emoji) => this.byEmoji.get(emoji) ?? []);
    }
    const group = GROUPS.find(({ id }) => id === this.tab);
    return group?.emojis.filter(({ emoji }) => this.byEmoji.has(emoji)) ?? [];
  }

  private applyTone({ emoji, hasTones }: Emoji): string {
    return hasTones ? withTone(emoji, this.liked.tone) : emoji;
  }

  private pick(one: Emoji): void {
    // It is not redrawn with the new choice: the row of recent ones must not move under the finger.
    this.liked.use(one.emoji);
    if (!this.stay) this.close();
    this.emit('pa-emoji', { emoji: this.applyTone(one) });
  }

  /** The button that was pressed makes way for the choice of tones, and passes the focus to it. */
  private readonly chooseTone = (): void => {
    this.isChoosingTone = true;
    this.focusLater('.tones [aria-pressed="true"]');
  };

  private readonly choose = (tone: Tone): void => {
    this.liked.choose(tone);
    this.isChoosingTone = false;
    this.requestUpdate();
    this.focusLater('.tone');
  };

  private focusLater(selector: string): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(selector)?.focus(),
    );
  }

  private handleSearch(): void {
    this.q = this.field?.value ?? '';
    this.toTop();
  }

  private handleFieldKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') this.focusCell(0);
    else if (event.key === 'Enter' && this.q !== '') {
      const [first] = this.shown;
      if (first) this.pick(first);
    } else return;
    event.preventDefault();
  }

  private handleGridKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowUp' && this.at < 8) {
      event.preventDefault();
      this.field?.focus();
      return;
    }
    const next = nextCell(event.key, this.at, this.cells.length, direction() === 'rtl');
    if (next === null) return;
    event.preventDefault();
    this.focusCell(next);
  }

  private handleTabKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const tabs = this.tabs;
    const at = tabs.indexOf(this.tab) + (direction() === 'rtl' ? -step : step);
    this.show(tabs.at(at % tabs.length) ?? 'smileys');
    this.focusLater('[aria-selected="true"]');
  }

  private get cells(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="gridcell"]')];
  }

  private focusCell(at: number): void {
    this.at = at;
    this.cells[at]?.focus();
  }

  private handleBeforeToggle({ newState }: ToggleEvent): void {
    // What had the focus may be gone, as a row is that a search has emptied.
    const within = this.panel?.matches(':focus-within') || focusedElement() === null;
    if (newState === 'closed' && within) this.returnTo?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.escape, true);
  }

  /**
   * Escape closes the picker wherever the focus is: the browser would empty the search first, and the app would leave
   * the chat behind it.
   */
  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    this.close();
  };

  private handleToggle({ newState }: ToggleEvent): void {
    if (newState === 'open') addEventListener('keydown', this.escape, true);
    else removeEventListener('keydown', this.escape, true);
    this.emit('pa-toggled', { open: newState === 'open' });
  }

  private get tabs(): Tab[] {
    return [
      ...(this.liked.recent.length > 0 ? (['recent'] as const) : []),
      ...GROUPS.map(({ id }) => id),
    ];
  }

  override render() {
    const words = pickerWords();
    return html`<div
      popover
      role="dialog"
      tabindex="-1"
      aria-label=${words.title}
      @beforetoggle=${this.handleBeforeToggle}
      @toggle=${this.handleToggle}
    >
      <div class="top">
        <input
          class="input"
          type="search"
          dir="auto"
          autocomplete="off"
          aria-label=${words.search}
          placeholder=${words.search}
          @input=${this.handleSearch}
          @keydown=${this.handleFieldKey}
        />
        ${this.isChoosingTone ? toneChoice(this.liked.tone, this.choose) : toneButton(this.liked.tone, this.chooseTone)}
      </div>
      <div class="tabs" role="tablist" aria-label=${words.title} @keydown=${this.handleTabKey}>
        ${this.tabs.map((tab) => this.renderTab(tab))}
      </div>
      ${this.renderGrid()}
    </div>`;
  }

  private renderTab(tab: Tab) {
    const words = pickerWords();
    const name = tab === 'recent' ? words.recent : words.groups[tab];
    const on = tab === this.tab && this.q.trim() === '';
    return html`<button
      role="tab"
      tabindex=${tab === this.tab ? 0 : -1}
      aria-selected=${on}
      aria-label=${name}
      title=${name}
      @click=${() => this.show(tab)}
    >
      ${FACES[tab]}
    </button>`;
  }

  private renderGrid() {
    const words = pickerWords();
    const { shown, q, tab } = this;
    const name = tab === 'recent' ? words.recent : words.groups[tab];
    const title = q.trim() === '' ? name : words.found(formatNumber(shown.length));
    return html`<p class="title" role="status">${shown.length > 0 ? title : words.none}</p>
      <div class="grid" role="grid" aria-label=${title} @keydown=${this.handleGridKey}>
        ${shown.length === 0 ? nothing : splitIntoRows(shown).map((row, i) => this.renderRow(row, i * 8))}
      </div>`;
  }

  private renderRow(row: Emoji[], from: number) {
    return html`<div class="row" role="row">
      ${row.map((one, i) => {
        const name = language() === 'fa' ? one.fa : one.en;
        return html`<button
          role="gridcell"
          tabindex=${from + i === this.at ? 0 : -1}
          aria-label=${name}
          title=${name}
          @focus=${() => {
            this.at = from + i;
          }}
          @click=${() => this.pick(one)}
        >
          ${this.applyTone(one)}
        </button>`;
      })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-emoji-picker': PaEmojiPicker;
  }
  interface HTMLElementEventMap {
    'pa-emoji': CustomEvent<{ emoji: string }>;
    'pa-toggled': CustomEvent<{ open: boolean }>;
  }
}

import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { type MarkKind, mark } from '../../../format/markup.ts';
import { t } from '../../../i18n/locale.ts';
import { PaElement } from '../../../ui/element.ts';
import { keepFocus } from '../../../ui/focus.ts';
import { placeMenu } from '../../../ui/menu-anchor.ts';
import { replaceRange } from '../half-space.ts';
import { measureSelection } from './caret-box.ts';
import { FORMAT_ICONS } from './format-icons.ts';
import { markOf, shortcutOf } from './shortcuts.ts';

const FINE = matchMedia('(hover: hover) and (pointer: fine)');
const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Formats what is selected in a field: beside the selection where there is a mouse, else a row above the field. */
@customElement('pa-format-bar')
export class PaFormatBar extends PaElement {
  static override styles = css`
    :host {
      display: block;
    }

    .bar {
      display: flex;
      gap: 0.125rem;
      padding: 0.125rem;
      color: var(--text);
      background: var(--surface);
    }

    .bar:not([popover]) {
      justify-content: space-between;
      margin-block-end: var(--space-1);
    }

    [popover] {
      position: fixed;
      inset: auto;
      margin: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius-lg);
      box-shadow: var(--shadow-2);
    }

    [popover]:not(:popover-open) {
      display: none;
    }

    button {
      display: grid;
      flex: 1 1 auto;
      place-content: center;
      inline-size: 2.375rem;
      min-inline-size: 2rem;
      min-block-size: 2.375rem;
      padding: 0;
      color: inherit;
      font-size: var(--text-md);
      line-height: 1;
      background: none;
      border: 0;
      border-radius: var(--radius-md);
    }

    button:is(:hover, :focus-visible) {
      background: var(--surface-hover);
    }

    svg {
      inline-size: 1.25rem;
      block-size: 1.25rem;
    }
  `;

  @query('.bar') private bar?: HTMLElement;

  @state() private shown = false;

  @property({ attribute: false }) field: HTMLTextAreaElement | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('selectionchange', this.handleSelection);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('selectionchange', this.handleSelection);
    this.listen(this.field, false);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('field')) return;
    this.listen(changed.get('field') ?? null, false);
    this.listen(this.field, true);
  }

  override updated(): void {
    const { bar, field } = this;
    if (!bar?.hasAttribute('popover') || !field) return;
    if (!bar.matches(':popover-open')) bar.showPopover();
    const box = measureSelection(field, field.selectionStart, field.selectionEnd);
    const x = box.x + box.width / 2 - bar.offsetWidth / 2;
    placeMenu(bar, { x, y: box.y - bar.offsetHeight - 6, width: bar.offsetWidth });
  }

  private listen(field: HTMLTextAreaElement | null, on: boolean): void {
    const act = on ? 'addEventListener' : 'removeEventListener';
    field?.[act]('keydown', this.handleKey as EventListener);
    field?.[act]('select', this.handleSelection);
    field?.[act]('pointerup', this.handleSelection);
    field?.[act]('blur', this.handleSelection);
  }

  /** While a mouse button is down the selection still grows: the bar would jump after it. */
  private readonly handleSelection = (event: Event): void => {
    const { field } = this;
    if (!field) return;
    const within = field.matches(':focus') || this.matches(':focus-within');
    const some = field.value.slice(field.selectionStart, field.selectionEnd).trim() !== '';
    if (!within || !some) this.shown = false;
    else if (event.type !== 'blur') this.shown = true;
    if (this.shown) this.requestUpdate();
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.shown) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.shown = false;
      return;
    }
    const kind = markOf(event);
    // Without words to make a link of it is the shell's key, which leads to another chat.
    if (kind === 'link' && this.field?.selectionStart === this.field?.selectionEnd) return;
    if (kind && this.apply(kind)) event.preventDefault();
  };

  private apply(kind: MarkKind): boolean {
    const { field } = this;
    if (!field) return false;
    const change = mark(field.value, field.selectionStart, field.selectionEnd, kind);
    if (!change) return false;
    replaceRange(field, change.from, change.to, change.insert);
    field.setSelectionRange(change.start, change.end);
    return true;
  }

  override render() {
    if (!this.shown) return nothing;
    const words = t().messages.formats;
    return html`<div
      class="bar"
      role="toolbar"
      aria-label=${words.title}
      popover=${FINE.matches ? 'manual' : nothing}
      @pointerdown=${keepFocus}
      @mousedown=${keepFocus}
    >
      ${FORMAT_ICONS.map(
        ([kind, icon]) =>
          html`<button
            type="button"
            aria-label=${words[kind]}
            title="${words[kind]} \u2066${shortcutOf(kind, APPLE)}\u2069"
            @click=${() => this.apply(kind)}
          >
            ${unsafeHTML(icon)}
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-format-bar': PaFormatBar;
  }
}

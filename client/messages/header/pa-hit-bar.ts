import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type HitWalk, hitWalk } from '../../core/hit-walk.ts';
import { StoreController } from '../../core/store.ts';
import { formatNumber } from '../../i18n/format.ts';
import { searchWords } from '../../i18n/texts/search.ts';
import { buttons } from '../../styles/controls.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import '../../ui/pa-icon.ts';

/**
 * Shows under the header, while a hit of a search in this chat is shown, which one it is, and the way to its
 * neighbours.
 */
@customElement('pa-hit-bar')
export class PaHitBar extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        flex: none;
      }

      .bar {
        display: flex;
        align-items: center;
        padding-inline: var(--space-4) var(--space-2);
        color: var(--text-soft);
        font-size: var(--text-sm);
        background: var(--surface);
        border-block-end: 1px solid var(--line);
      }

      .place {
        flex: 1;
        min-inline-size: 0;
      }
    `,
  ];

  private readonly walk = new StoreController(this, () => hitWalk);

  @property() chatId = '';

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.handleKey);
  }

  private get shown(): HitWalk | null {
    const walk = this.walk.value;
    return walk?.chatId === this.chatId ? walk : null;
  }

  /** These keys go on in a search of a browser's page. */
  private readonly handleKey = (event: KeyboardEvent): void => {
    const again = event.key === 'F3' || ((event.ctrlKey || event.metaKey) && event.code === 'KeyG');
    if (!again || event.altKey || this.shown === null) return;
    event.preventDefault();
    this.shown.go(event.shiftKey ? 'newer' : 'older');
  };

  override render() {
    const { shown } = this;
    if (shown === null) return nothing;
    const words = searchWords();
    const { place, count, more } = shown;
    return html`<div class="bar" role="toolbar" aria-label=${words.hits}>
      <span class="place" role="status"
        >${words.place(formatNumber(place), formatNumber(count), more)}</span
      >
      <button
        class="icon-button"
        aria-label=${words.older}
        title=${words.older}
        ?disabled=${place === count && !more}
        @click=${() => shown.go('older')}
      >
        <pa-icon name="arrowUp"></pa-icon>
      </button>
      <button
        class="icon-button"
        aria-label=${words.newer}
        title=${words.newer}
        ?disabled=${place === 1}
        @click=${() => shown.go('newer')}
      >
        <pa-icon name="arrowDown"></pa-icon>
      </button>
      <button
        class="icon-button"
        aria-label=${words.end}
        title=${words.end}
        @click=${() => this.emit('pa-go', { path: paths.chat(this.chatId), replace: true })}
      >
        <pa-icon name="close"></pa-icon>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-hit-bar': PaHitBar;
  }
}

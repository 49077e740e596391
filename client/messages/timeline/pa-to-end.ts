import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatBadge } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { PaElement } from '../../ui/element.ts';
import '../../ui/pa-icon.ts';

/** Draws the button that leads to the newest message, with the count of unread ones. Event: `click`. */
@customElement('pa-to-end')
export class PaToEnd extends PaElement {
  static override styles = css`
    button {
      position: relative;
      display: grid;
      place-content: center;
      inline-size: var(--touch);
      block-size: var(--touch);
      padding: 0;
      color: var(--text-soft);
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius-full);
      box-shadow: var(--shadow-2);
      transition:
        opacity var(--motion) var(--ease),
        translate var(--motion) var(--ease),
        visibility var(--motion);
    }

    :host(:not([shown])) button {
      visibility: hidden;
      opacity: 0;
      translate: 0 0.75rem;
    }

    /* Not there for a finger either: what is under it has buttons of its own. */
    :host(:not([shown])) {
      pointer-events: none;
    }

    .count {
      position: absolute;
      inset-block-start: -0.625rem;
      inset-inline: 0;
      inline-size: fit-content;
      min-inline-size: 1.375rem;
      margin-inline: auto;
      padding-inline: 0.3125rem;
      color: var(--on-accent);
      font-size: var(--text-xs);
      line-height: 1.375rem;
      text-align: center;
      background: var(--accent);
      border-radius: var(--radius-full);
    }
  `;

  @property({ type: Boolean, reflect: true }) shown = false;
  @property({ type: Number }) count = 0;

  override render() {
    const words = t().messages;
    const count = this.count > 0 ? formatBadge(this.count) : '';
    return html`<button aria-label=${count === '' ? words.toEnd : words.toEndNew(count)}>
      <pa-icon name="chevronDown"></pa-icon>
      ${count === '' ? nothing : html`<span class="count" aria-hidden="true">${count}</span>`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-to-end': PaToEnd;
  }
}

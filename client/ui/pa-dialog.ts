import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { openOverlay } from './back.ts';
import { PaElement } from './element.ts';
import { focusedElement } from './focus.ts';
import './pa-icon.ts';

const FINE = matchMedia('(hover: hover) and (pointer: fine)');

/**
 * A modal `<dialog>`: a sheet from below on narrow screens. Escape, Back, the backdrop and the cross close it; it says
 * `pa-close` and its owner sets `open` to false. Slots: the content, in which
 * `data-first` marks the field to begin in; `actions`, a row of buttons below.
 */
@customElement('pa-dialog')
export class PaDialog extends PaElement {
  static override styles = [
    buttons,
    css`
      dialog {
        inline-size: min(26rem, 100vw - 2rem);
        max-inline-size: none;
        max-block-size: min(44rem, 100dvh - 3rem);
        padding: 0;
        overflow: hidden auto;
        overscroll-behavior: contain;
        color: var(--text);
        font-size: var(--text-md);
        background: var(--surface);
        border: 0;
        border-radius: var(--radius-xl);
        box-shadow: var(--shadow-2);
        animation: arrive var(--motion) var(--ease);
      }

      dialog::backdrop {
        background: var(--veil);
        animation: fade var(--motion) var(--ease);
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding-block: var(--space-3) 0;
        padding-inline: var(--space-5) var(--space-3);
      }

      h2 {
        flex: 1;
        min-inline-size: 0;
      }

      .content {
        padding-block: var(--space-2) var(--space-5);
        padding-inline: var(--space-5);
      }

      ::slotted([slot='actions']) {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
        padding-block: 0 calc(var(--space-5) + env(safe-area-inset-bottom));
        padding-inline: var(--space-5);
      }

      @media (max-width: 35rem) {
        dialog {
          inline-size: 100%;
          max-block-size: calc(100dvh - 3rem);
          margin-block: auto 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
        }

        @keyframes arrive {
          from {
            translate: 0 30%;
            opacity: 0;
          }
        }
      }

      @keyframes arrive {
        from {
          translate: 0 0.75rem;
          opacity: 0;
        }
      }

      @keyframes fade {
        from {
          opacity: 0;
        }
      }
    `,
  ];

  private returnTo: HTMLElement | null = null;
  private release: (() => void) | undefined;

  @query('dialog') private dialog?: HTMLDialogElement;

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.releaseDialog();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open && this.isConnected) this.show();
    else this.releaseDialog();
  }

  private show(): void {
    if (this.dialog?.open) return;
    this.returnTo = focusedElement();
    this.dialog?.showModal();
    // The platform focuses the cross. Where there are real keys, a field that asks for it is what one came for.
    if (FINE.matches) this.querySelector<HTMLElement>('[data-first]')?.focus();
    this.release = openOverlay(this.askToClose);
  }

  private releaseDialog(): void {
    this.dialog?.close();
    // A dialog that is removed while it is open returns the focus to no element.
    if (focusedElement() === null) this.returnTo?.focus();
    this.returnTo = null;
    this.release?.();
    this.release = undefined;
  }

  private readonly askToClose = (): void => {
    this.emit('pa-close');
  };

  private handleCancel(event: Event): void {
    event.preventDefault();
    this.askToClose();
  }

  /** A press that began on the backdrop: its target is the dialog itself, which has no padding of its own. */
  private handlePress(event: PointerEvent): void {
    if (event.target === this.dialog) this.askToClose();
  }

  override render() {
    return html`<dialog
      aria-labelledby="heading"
      @cancel=${this.handleCancel}
      @pointerdown=${this.handlePress}
    >
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon-button" aria-label=${t().app.close} @click=${this.askToClose}>
          <pa-icon name="close"></pa-icon>
        </button>
      </header>
      <div class="content"><slot></slot></div>
      <slot name="actions"></slot>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-dialog': PaDialog;
  }
  interface HTMLElementEventMap {
    'pa-close': CustomEvent<undefined>;
  }
}

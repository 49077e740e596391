import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PaElement } from './element.ts';

const SHOWN_MS = 4_000;
let place: PaToast | undefined;

/** Says one sentence below the header for a few seconds; politely, to whoever listens too. */
export function toast(text: string): void {
  place?.say(text);
}

@customElement('pa-toast')
export class PaToast extends PaElement {
  static override styles = css`
    [popover] {
      position: fixed;
      /* At the foot it would lie on what one is writing, or on the buttons for what is selected. */
      inset: calc(var(--bar) + var(--space-3) + env(safe-area-inset-top)) 0 auto;
      inline-size: fit-content;
      max-inline-size: min(30rem, 100vw - 2rem);
      margin: 0 auto;
      padding: var(--space-3) var(--space-5);
      color: var(--surface);
      font-size: var(--text-md);
      background: var(--text);
      border: 0;
      border-radius: var(--radius-lg);
      box-shadow: var(--shadow-2);
      animation: drop var(--motion) var(--ease);
    }

    @keyframes drop {
      from {
        translate: 0 -1rem;
        opacity: 0;
      }
    }
  `;

  private timer: ReturnType<typeof setTimeout> | undefined;

  @state() private text = '';

  override connectedCallback(): void {
    super.connectedCallback();
    place = this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  say(text: string): void {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.text = '';
    }, SHOWN_MS);
  }

  override updated(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('[popover]');
    // Shown anew each time, so that it lies above a dialog that opened after it.
    box?.hidePopover();
    if (this.text !== '' && this.isConnected) box?.showPopover();
  }

  override render() {
    return html`<div role="status" aria-live="polite">
      <div popover="manual">${this.text}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-toast': PaToast;
  }
}

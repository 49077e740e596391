import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PaElement } from './element.ts';

const SHOWN_MS = 4_000;
/** A toast with a button stays long enough to reach it. */
const OFFERED_MS = 7_000;
let place: PaToast | undefined;

/** What can be done about it: a link, or a function. */
type Offer =
  | { label: string; href: string }
  /** `stays`: it is shown until the button is pressed. */
  | { label: string; run(): void; stays?: boolean };

/** Says one sentence below the header for a few seconds, politely to a screen reader too. */
export function toast(text: string, offer?: Offer): void {
  place?.say(text, offer);
}

@customElement('pa-toast')
export class PaToast extends PaElement {
  static override styles = css`
    [popover] {
      position: fixed;
      /* At the foot it would cover what one is writing, or the buttons for what is selected. */
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

    a,
    button {
      display: inline-grid;
      align-content: center;
      min-block-size: var(--touch);
      margin-block: calc(-1 * var(--space-3));
      margin-inline-start: var(--space-4);
      padding: 0 var(--space-2);
      color: inherit;
      font-weight: var(--weight-bold);
      text-decoration: underline;
      text-underline-offset: 0.25em;
      background: none;
      border: 0;
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
  @state() private offer: Offer | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    place = this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  say(text: string, offer?: Offer): void {
    this.text = text;
    this.offer = offer;
    this.wait();
  }

  private readonly hide = (): void => {
    clearTimeout(this.timer);
    this.text = '';
    this.offer = undefined;
  };

  private readonly wait = (): void => {
    clearTimeout(this.timer);
    const { offer } = this;
    if (offer && 'stays' in offer && offer.stays) return;
    this.timer = setTimeout(this.hide, offer ? OFFERED_MS : SHOWN_MS);
  };

  /** It does not disappear under a pointer, nor with the focus in it. */
  private readonly hold = (): void => clearTimeout(this.timer);

  override updated(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('[popover]');
    // It is shown again each time, so that it lies above a dialog that opened after it.
    box?.hidePopover();
    if (this.text !== '' && this.isConnected) box?.showPopover();
  }

  override render() {
    return html`<div role="status" aria-live="polite">
      <div
        popover="manual"
        @pointerenter=${this.hold}
        @focusin=${this.hold}
        @pointerleave=${this.wait}
        @focusout=${this.wait}
      >
        ${this.text}${this.offer ? this.renderOffer(this.offer) : nothing}
      </div>
    </div>`;
  }

  private renderOffer(offer: Offer) {
    if ('href' in offer) return html`<a href=${offer.href} @click=${this.hide}>${offer.label}</a>`;
    const handleAction = () => {
      this.hide();
      offer.run();
    };
    return html`<button @click=${handleAction}>${offer.label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-toast': PaToast;
  }
}

import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { buttons } from '../styles/controls.ts';
import { PaElement } from './element.ts';
import { focusedElement } from './focus.ts';
import type { IconName } from './icons.ts';
import { type MenuAnchor, placeMenu, type RestingPointer } from './menu-anchor.ts';
import './pa-icon.ts';

export type MenuItem = { id: string; label: string; icon?: IconName; danger?: boolean };

/**
 * A menu in a popover: light dismiss and the top layer are the platform's. It has a button of its own (`label` is what
 * it says), or none, and is opened at a point with `openAt`. Says `pa-pick` with the item's id. Slot: a row above the
 * items, of elements with `role="menuitem"` too.
 */
@customElement('pa-menu')
export class PaMenu extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: contents;
      }

      [popover] {
        position: fixed;
        inset: auto;
        min-inline-size: 12rem;
        max-inline-size: min(20rem, 100vw - 1rem);
        margin: 0;
        padding: var(--space-1);
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        box-shadow: var(--shadow-2);
      }

      /* Where there is no pointer to say which message or chat is meant, all else steps back. */
      @media (pointer: coarse) {
        :host([bare]) [popover]::backdrop {
          background: var(--veil-thin);
          clip-path: var(--hole, none);
        }
      }

      [popover]:popover-open {
        animation: unfold var(--motion-fast) var(--ease);
      }

      @keyframes unfold {
        from {
          opacity: 0;
          scale: 0.96;
        }
      }

      [role='menuitem'] {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        inline-size: 100%;
        min-block-size: var(--touch);
        padding-inline: var(--space-3);
        font-size: var(--text-md);
        text-align: start;
        background: none;
        border: 0;
        border-radius: var(--radius-md);
        --icon-size: 1.25rem;
      }

      [role='menuitem']:is(:hover, :focus-visible) {
        background: var(--surface-hover);
      }

      [role='menuitem']:focus-visible {
        outline-offset: -2px;
      }

      .danger {
        color: var(--danger);
      }
    `,
  ];

  @query('[popover]') private list?: HTMLElement;
  @query('.icon-button') private opener?: HTMLButtonElement;

  private returnTo: HTMLElement | null = null;
  private finger: RestingPointer | undefined;
  private closed: MenuAnchor['onClose'];
  private settle: (() => void) | undefined;
  /** True when the popover was closed by the lift of a finger, and is about to be open again. */
  private isReopening = false;

  @state() private isOpen = false;

  @property({ attribute: false }) items: MenuItem[] = [];
  @property() label = '';
  @property() icon: IconName = 'more';
  /** Without a button the owner calls `openAt`. */
  @property({ type: Boolean, reflect: true }) bare = false;

  /** Opens with its corner at a point of the viewport, or wherever there is space beside it. */
  openAt(place: MenuAnchor): void {
    if (this.list === undefined || !this.isConnected) return;
    // When it is asked for while it is open, the focus is in it already.
    if (!this.isOpen) this.returnTo = focusedElement();
    this.finger = place.finger;
    this.closed = place.onClose;
    this.list.showPopover();
    if (place.arrange) this.settle = place.arrange(this.list);
    else placeMenu(this.list, place);
    this.focusFirst();
  }

  private focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }

  private get entries(): HTMLElement[] {
    const item = '[role^="menuitem"]';
    return [
      ...this.querySelectorAll<HTMLElement>(item),
      ...this.renderRoot.querySelectorAll<HTMLElement>(item),
    ];
  }

  private handleOpener(): void {
    const box = this.opener?.getBoundingClientRect();
    if (box !== undefined) this.openAt({ x: box.x, y: box.bottom + 4, width: box.width });
  }

  private handleToggle(event: ToggleEvent): void {
    this.isOpen = event.newState === 'open';
    if (this.isOpen || this.isReopening) return;
    this.list?.style.removeProperty('--hole');
    this.settle?.();
    this.settle = undefined;
    this.closed?.();
  }

  /** The focus goes back where it came from, unless it has gone elsewhere already. Chromium forgets across shadow roots. */
  private handleBeforeToggle(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    if (this.finger?.isResting) {
      // Only the finger that asked for it was lifted. The popover cannot be shown while it is being hidden.
      this.isReopening = true;
      setTimeout(() => {
        this.isReopening = false;
        if (!this.isConnected) return;
        this.list?.showPopover();
        this.focusFirst();
      });
    } else if (this.list?.matches(':focus-within')) this.returnTo?.focus();
  }

  /**
   * Swallows the click of the finger that asked for the menu, where it is lifted on an item that has opened under it.
   * A click by keyboard has no detail.
   */
  private readonly swallowLift = {
    capture: true,
    handleEvent: (event: MouseEvent): void => {
      if (!this.finger?.isResting || event.detail === 0) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    },
  };

  private handleKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = this.entries;
    const at = all.findIndex((one) => one.matches(':focus'));
    all.at((at + step) % all.length)?.focus();
  }

  close(): void {
    this.finger = undefined;
    this.list?.hidePopover();
  }

  private pick(id: string): void {
    this.close();
    this.emit('pa-pick', id);
  }

  override render() {
    return html`${this.bare ? null : this.renderOpener()}
      <div
        popover
        role="menu"
        aria-label=${this.label}
        @beforetoggle=${this.handleBeforeToggle}
        @toggle=${this.handleToggle}
        @click=${this.swallowLift}
        @keydown=${this.handleKey}
      >
        <slot></slot>
        ${this.items.map((item) => this.renderItem(item))}
      </div>`;
  }

  private renderOpener() {
    return html`<button
      class="icon-button"
      aria-label=${this.label}
      aria-haspopup="menu"
      aria-expanded=${this.isOpen}
      @click=${this.handleOpener}
    >
      <pa-icon .name=${this.icon}></pa-icon>
    </button>`;
  }

  private renderItem(item: MenuItem) {
    return html`<button
      role="menuitem"
      class=${item.danger ? 'danger' : ''}
      @click=${() => this.pick(item.id)}
    >
      ${item.icon === undefined ? null : html`<pa-icon .name=${item.icon}></pa-icon>`}${item.label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-menu': PaMenu;
  }
  interface HTMLElementEventMap {
    'pa-pick': CustomEvent<string>;
  }
}

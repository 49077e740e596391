import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ChatRow } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { written } from '../../styles/shared.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import { chatFace, chatName, chatPicture } from '../../views/chat-name.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import { type NameSource, nameOf } from '../../views/names.ts';
import '../../views/pa-avatar.ts';
import '../../ui/pa-icon.ts';

const SHOWN_MS = 6_000;
const PREVIEW = 120;

/** Shows a message that came in another chat than the one on the screen: its author, its text, and the way there. */
@customElement('pa-arrival')
export class PaArrival extends PaElement {
  static override styles = [
    buttons,
    written,
    css`
      [popover] {
        position: fixed;
        inset: calc(var(--space-2) + env(safe-area-inset-top)) 0 auto;
        inline-size: min(26rem, 100vw - 1rem);
        margin: 0 auto;
        padding: 0;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        box-shadow: var(--shadow-2);
        overflow: hidden;
        animation: drop var(--motion) var(--ease);
      }

      .line {
        display: flex;
        align-items: center;
      }

      a {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-inline-size: 0;
        padding: var(--space-2) var(--space-3);
        color: inherit;
        text-decoration: none;
        --avatar-size: 2.625rem;
      }

      a:focus-visible {
        outline-offset: -3px;
      }

      .words {
        display: grid;
        min-inline-size: 0;
        line-height: 1.6;
      }

      .words > * {
        overflow: hidden;
      }

      .name {
        font-weight: var(--weight-medium);
      }

      .what {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }

      @keyframes drop {
        from {
          translate: 0 -1rem;
          opacity: 0;
        }
      }
    `,
  ];

  private timer: ReturnType<typeof setTimeout> | undefined;

  @state() private row: ChatRow | null = null;

  names: NameSource = { me: '', findUser: () => undefined };

  get chatId(): string | null {
    return this.row?.chat.id ?? null;
  }

  show(row: ChatRow): void {
    this.row = row;
    this.wait();
  }

  readonly hide = (): void => {
    clearTimeout(this.timer);
    this.row = null;
  };

  /** The notice does not time out while a pointer is on it, nor while the page is not looked at. */
  private readonly wait = (): void => {
    clearTimeout(this.timer);
    if (document.visibilityState === 'visible') this.timer = setTimeout(this.hide, SHOWN_MS);
    else document.addEventListener('visibilitychange', this.wait, { once: true });
  };

  private readonly hold = (): void => clearTimeout(this.timer);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.wait);
    this.hide();
  }

  override updated(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (this.row && box?.isConnected && !box.matches(':popover-open')) box.showPopover();
    if (!this.row) box?.hidePopover();
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
        ${this.row ? this.renderRow(this.row) : nothing}
      </div>
    </div>`;
  }

  private renderRow(row: ChatRow) {
    return html`<div class="line">
      <a href=${paths.chat(row.chat.id)} @click=${this.hide}>
        <pa-avatar
          .identity=${row.peer?.id ?? row.chat.id}
          .name=${chatName(row)}
        .picture=${chatPicture(row)}
          .kind=${chatFace(row)}
        ></pa-avatar>
        <span class="words">
          <span class="name one-line cut" dir="auto" ${cutEnd()}>${chatName(row)}</span>
          ${this.renderSaid(row)}
        </span>
      </a>
      <button class="icon-button" aria-label=${t().app.close} @click=${this.hide}>
        <pa-icon name="close"></pa-icon>
      </button>
    </div>`;
  }

  /** The line runs as the words do, whatever script the author's name has: the name stands apart. */
  private renderSaid({ chat }: ChatRow) {
    const { last } = chat;
    if (!last) return nothing;
    const name =
      chat.kind === 'group' ? html`<bdi>${nameOf(this.names, last.senderId)}</bdi>: ` : nothing;
    return html`<span class="what cut" dir=${previewDirection(last)} ${cutEnd()}
      >${name}${messagePreview(last, false, PREVIEW)}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-arrival': PaArrival;
  }
}

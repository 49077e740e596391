import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Message } from '../../../protocol/messages.ts';
import type { Messenger } from '../../core/services.ts';
import { formatShortTime } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { rows, written } from '../../styles/shared.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import { Loaded } from '../../ui/loaded.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import { type NameSource, whoIs } from '../../views/names.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-icon.ts';
import '../../ui/pa-spinner.ts';

/** Lists all pinned messages of a chat. Events: `pa-jump`, `pa-unpin`, `pa-close`. */
@customElement('pa-pins')
export class PaPins extends PaElement {
  static override styles = [
    buttons,
    rows,
    written,
    css`
      li {
        display: flex;
        align-items: center;
      }

      .row {
        min-inline-size: 0;
        padding-inline: 0;
      }

      .grow > * {
        display: block;
        inline-size: fit-content;
        max-inline-size: 100%;
      }

      .name {
        color: var(--accent-strong);
        font-size: var(--text-sm);
        font-weight: var(--weight-medium);
      }

      p,
      time {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }

      .wait {
        display: grid;
        place-content: center;
        min-block-size: 8rem;
      }
    `,
  ];

  private readonly pins = new Loaded(this, () =>
    this.messenger?.ask('message.pins', { chatId: this.chatId }).then(({ messages }) => messages),
  );

  @property() chatId = '';
  @property({ type: Boolean }) may = false;
  @property({ attribute: false }) names: NameSource | null = null;
  @property({ attribute: false }) messenger: Messenger | null = null;

  private unpin(message: Message): void {
    this.pins.set((this.pins.value ?? []).filter((one) => one !== message));
    this.emit('pa-unpin', { seq: message.seq });
  }

  override render() {
    return html`<pa-dialog open .heading=${t().messages.allPins}>${this.pins.render(
      (pins) => this.renderPins(pins),
      {
        waiting: html`<div class="wait"><pa-spinner></pa-spinner></div>`,
        failed: () => html`<p role="alert">${t().errors.offline}</p>`,
      },
    )}</pa-dialog>`;
  }

  private renderPins(pins: Message[]) {
    if (pins.length === 0) return html`<p>${t().messages.noPins}</p>`;
    return html`<ul role="list">
      ${pins.map((message) => this.renderPin(message))}
    </ul>`;
  }

  private renderPin(message: Message) {
    const { names } = this;
    return html`<li>
      <button class="row" @click=${() => this.emit('pa-jump', { seq: message.seq })}>
        <span class="grow">
          <bdi class="name">${names ? whoIs(names, message.senderId) : ''}</bdi>
          <span class="one-line cut" dir=${previewDirection(message)} ${cutEnd()}>${messagePreview(message, false)}</span>
        </span>
        <time>${formatShortTime(message.createdAt, Date.now())}</time>
      </button>
      ${
        this.may
          ? html`<button
              class="icon-button"
              aria-label=${t().messages.unpin}
              @click=${() => this.unpin(message)}
            >
              <pa-icon name="pinOff"></pa-icon>
            </button>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-pins': PaPins;
  }
  interface HTMLElementEventMap {
    'pa-unpin': CustomEvent<{ seq: number }>;
  }
}

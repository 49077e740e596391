import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TimelineMessage } from '../../core/services.ts';
import { formatted } from '../../format/format.styles.ts';
import { isBigEmoji } from '../../format/formatted-text.ts';
import { endsInBlock, renderText } from '../../format/render.ts';
import { formatFullTime, formatTimeOfDay, toMachineTime } from '../../i18n/format.ts';
import { direction, t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { endDirection } from '../../ui/direction.ts';
import { PaElement } from '../../ui/element.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import { isVisual } from '../../views/files/kinds.ts';
import { tintOf } from '../../views/initials.ts';
import { type NameSource, nameOf, systemMessageText, whoIs } from '../../views/names.ts';
import { renderTick, tickOf, ticks } from '../../views/ticks.ts';
import type { WritePermission } from '../allowed-actions.ts';
import { messageStyles } from './message.styles.ts';
import { messageParts } from './message-parts.styles.ts';
import {
  renderFailure,
  renderForward,
  renderHoverActions,
  renderQuote,
  renderReactions,
} from './message-parts.ts';
import type { Quoted } from './quotes.ts';
import '../../views/pa-avatar.ts';
import '../../ui/pa-icon.ts';

/**
 * Draws one bubble. Events: `pa-act` on a message that failed, `pa-jump` to the one that it replies to, `pa-toggle`
 * of a reaction.
 */
@customElement('pa-message')
export class PaMessage extends PaElement {
  static override styles = [buttons, hidden, ticks, messageStyles, formatted, messageParts];

  @property({ attribute: false }) message: TimelineMessage | null = null;
  @property({ attribute: false }) names: NameSource | null = null;
  /** The message that it replies to; undefined while that is being fetched. */
  @property({ attribute: false }) quoted: Quoted | undefined;
  @property({ type: Boolean }) group = false;
  /** Says whether one may write in the chat. */
  @property({ attribute: false }) permission: WritePermission = 'yes';
  /** The author's name, for a screen reader. */
  @property({ attribute: false }) sender = '';
  @property({ type: Boolean }) saved = false;
  @property({ type: Boolean, reflect: true }) first = false;
  @property({ type: Boolean, reflect: true }) last = false;
  @property({ type: Boolean, reflect: true }) mine = false;
  /** True when it is lit up after a jump. */
  @property({ type: Boolean, reflect: true }) lit = false;
  @property({ type: Boolean, reflect: true }) fresh = false;
  /** True while its menu is open. */
  @property({ type: Boolean, reflect: true }) asked = false;
  @property({ type: Boolean, reflect: true }) system = false;
  @property({ type: Boolean, reflect: true }) selecting = false;
  @property({ type: Boolean, reflect: true }) selected = false;
  /** True when the mouse is over it. */
  @property({ type: Boolean }) hovered = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'article';
    this.tabIndex = -1;
  }

  /**
   * Marks the bubble until the menu that opens there is closed. The menu stands beside the bubble: the row is as wide
   * as the chat.
   */
  markAsked(place: MenuAnchor): MenuAnchor {
    this.asked = true;
    const handleClose = () => {
      this.asked = false;
    };
    const bubble = this.renderRoot.querySelector<HTMLElement>('.bubble');
    return { ...place, meant: place.meant && (bubble ?? this), onClose: handleClose };
  }

  /** The title is made when the mouse comes: a long date costs more than the rest of a bubble. */
  private handleHover(event: PointerEvent): void {
    const { message } = this;
    if (message) (event.currentTarget as HTMLElement).title = formatFullTime(message.createdAt);
  }

  private toggleReaction(message: TimelineMessage, emoji: string): void {
    this.emit('pa-toggle', { seq: message.seq, emoji });
  }

  override render() {
    const message = this.message;
    if (!message) return nothing;
    if (message.system) return this.renderSystemMessage(message);
    return html`${this.selecting ? this.renderCheckbox() : this.renderAvatar(message)}
      <div class="bubble">
        ${this.renderTop(message)} ${this.renderAttached(message)}
        ${isBare(message) ? nothing : this.renderBody(message)}
        ${renderReactions(message, this.renderTime(message), (emoji) =>
          this.toggleReaction(message, emoji),
        )}
        ${renderFailure(message, this.permission, (act) =>
          this.emit('pa-act', { act, messages: [message] }),
        )}
        ${this.hovered && !this.selecting ? this.renderHoverActions(message) : nothing}
      </div>`;
  }

  /** These are for the mouse alone: keys and touch have other ways. */
  private renderHoverActions(message: TimelineMessage) {
    if (message.seq === 0 || message.deletedAt !== null) return nothing;
    return renderHoverActions(this.permission === 'yes', {
      reply: () => this.emit('pa-swipe', { message }),
      openMenu: (place) => this.emit('pa-menu', { message, place }),
    });
  }

  /** Draws files, a call or a seal: their element comes when the first of them is drawn. */
  private renderAttached(message: TimelineMessage) {
    if (!message.files && !message.call && !message.sealed) return nothing;
    void import('../attached/pa-attached.ts');
    return html`<pa-attached .message=${message}
        >${isBare(message) && !message.reactions?.length ? this.renderTime(message) : nothing}</pa-attached
      >${this.renderUpload(message)}`;
  }

  /** Of a message that waits for its files; on pictures it stands over them. */
  private renderUpload(message: TimelineMessage) {
    const { seq, files, state } = message;
    if (seq > 0 || state !== 'queued' || !files || files.some(isVisual)) return nothing;
    void import('../attached/pa-upload.ts');
    return html`<pa-upload .message=${message}></pa-upload>`;
  }

  private renderSystemMessage({ system, senderId }: TimelineMessage) {
    const { names } = this;
    if (!system || !names) return nothing;
    return html`<div class="bubble">${systemMessageText(system, senderId, names)}</div>`;
  }

  /** In a group each run of another member's bubbles has the name above and the picture at its foot. */
  private renderAvatar({ senderId }: TimelineMessage) {
    if (this.mine || !this.group || !this.names) return nothing;
    return html`<span class="face"
      >${
        this.last
          ? html`<pa-avatar
              .identity=${senderId}
              .name=${nameOf(this.names, senderId)}
              .picture=${this.names.findUser(senderId)?.avatar ?? null}
            ></pa-avatar>`
          : nothing
      }</span
    >`;
  }

  private renderCheckbox() {
    return html`<span
      class="pick"
      role="checkbox"
      aria-checked=${this.selected}
      aria-label=${t().messages.selectMessage}
      >${this.selected ? html`<pa-icon name="check"></pa-icon>` : nothing}</span
    >`;
  }

  private renderTop(message: TimelineMessage) {
    const named = this.first && !this.mine && this.group;
    return html`${
      named
        ? html`<bdi class="author" data-tint=${tintOf(message.senderId)}>${this.sender}</bdi>`
        : this.first
          ? html`<span class="visually-hidden">${this.sender}</span>`
          : nothing
    }${this.renderForward(message)}${this.renderQuote(message)}`;
  }

  private renderForward({ forward }: TimelineMessage) {
    const { names } = this;
    if (!forward || !names) return nothing;
    return renderForward(forward.userId && nameOf(names, forward.userId));
  }

  private renderQuote({ replyTo }: TimelineMessage) {
    const { names, quoted } = this;
    if (!replyTo || !names) return nothing;
    const name = quoted && quoted !== 'unreachable' ? whoIs(names, quoted.senderId) : '…';
    return renderQuote(quoted, name, () => this.emit('pa-jump', { seq: replyTo }));
  }

  private renderBody(message: TimelineMessage) {
    const { text, entities, deletedAt } = message;
    const gone = deletedAt !== null;
    const big = isBigEmoji(text) ? 'big' : gone ? 'tombstone' : '';
    const block = !gone && endsInBlock(text, entities) ? 'ends-in-block' : '';
    // The template has no white space inside .text: it is drawn as it is written.
    return html`<div class="text ${big} ${block}" dir=${(gone ? null : endDirection(text, entities)) ?? nothing}
      >${gone ? t().messages.deletedMessage : renderText(text, entities)}${
        message.reactions?.length ? nothing : this.renderTime(message)
      }</div
    >`;
  }

  /** The position of the time follows the words; within itself it reads as the page does. */
  private renderTime(message: TimelineMessage) {
    const { createdAt, editedAt, deletedAt, pinnedAt } = message;
    const words = t().messages;
    const there = deletedAt === null;
    return html`<time
      class="meta"
      datetime=${toMachineTime(createdAt)}
      @pointerenter=${this.handleHover}
      ><span class="stamp" dir=${direction()}
        >${
          there && pinnedAt !== undefined
            ? html`<pa-icon name="pin" role="img" aria-label=${words.pinned}></pa-icon>`
            : nothing
        }${there && editedAt !== null ? html`<span>${words.edited}</span>` : nothing}${formatTimeOfDay(
          createdAt,
        )}${there ? renderTick(tickOf(message, this.saved)) : nothing}</span
      ></time
    >`;
  }
}

/** Files without words: the time stands beside them. */
const isBare = ({ files, text }: TimelineMessage): boolean => text === '' && files !== undefined;

declare global {
  interface HTMLElementTagNameMap {
    'pa-message': PaMessage;
  }
  interface HTMLElementEventMap {
    'pa-jump': CustomEvent<{ seq: number }>;
    'pa-toggle': CustomEvent<{ seq: number; emoji: string }>;
  }
}

import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TimelineMessage } from '../../core/services.ts';
import { formatted } from '../../format/format.styles.ts';
import { endsInBlock, renderText } from '../../format/render.ts';
import { fullTime, machineTime, time } from '../../i18n/format.ts';
import { direction, t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { endDirection } from '../../ui/direction.ts';
import { PaElement } from '../../ui/element.ts';
import { tintOf } from '../../ui/initials.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import { type NameSource, nameOf, systemMessageText, whoIs } from '../../views/names.ts';
import { renderTick, tickOf, ticks } from '../../views/ticks.ts';
import type { WritePermission } from '../allowed-actions.ts';
import { isBigEmoji } from './big-emoji.ts';
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
import '../../ui/pa-avatar.ts';
import '../../ui/pa-icon.ts';

/**
 * One bubble. Events: `pa-act` on a message that failed, `pa-jump` to the one that it answers, `pa-toggle` of a reaction.
 */
@customElement('pa-message')
export class PaMessage extends PaElement {
  static override styles = [buttons, hidden, ticks, messageStyles, formatted, messageParts];

  @property({ attribute: false }) message: TimelineMessage | null = null;
  @property({ attribute: false }) names: NameSource | null = null;
  /** What it answers: undefined while that is on its way. */
  @property({ attribute: false }) quoted: Quoted | undefined;
  @property({ type: Boolean }) group = false;
  /** Whether one may write in the chat. */
  @property({ attribute: false }) standing: WritePermission = 'yes';
  /** Who wrote it, for whoever listens instead of looking. */
  @property({ attribute: false }) sender = '';
  @property({ type: Boolean }) saved = false;
  @property({ type: Boolean, reflect: true }) first = false;
  @property({ type: Boolean, reflect: true }) last = false;
  @property({ type: Boolean, reflect: true }) mine = false;
  /** Lit up after a jump. */
  @property({ type: Boolean, reflect: true }) lit = false;
  @property({ type: Boolean, reflect: true }) fresh = false;
  /** Its menu is open. */
  @property({ type: Boolean, reflect: true }) asked = false;
  @property({ type: Boolean, reflect: true }) note = false;
  @property({ type: Boolean, reflect: true }) selecting = false;
  @property({ type: Boolean, reflect: true }) selected = false;
  /** Under the mouse. */
  @property({ type: Boolean }) hovered = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'article';
    this.tabIndex = -1;
  }

  /** Until the menu that opens there is closed. The menu stands beside the bubble: the row is as wide as the chat. */
  markAsked(place: MenuAnchor): MenuAnchor {
    this.asked = true;
    const closed = () => {
      this.asked = false;
    };
    const bubble = this.renderRoot.querySelector<HTMLElement>('.bubble');
    return { ...place, meant: place.meant && (bubble ?? this), closed };
  }

  /** Made when it is looked for: a long date costs more than the rest of a bubble. */
  private handleHover(event: PointerEvent): void {
    const { message } = this;
    if (message) (event.currentTarget as HTMLElement).title = fullTime(message.createdAt);
  }

  private toggle(message: TimelineMessage, emoji: string): void {
    this.emit('pa-toggle', { seq: message.seq, emoji });
  }

  override render() {
    const message = this.message;
    if (!message) return nothing;
    if (message.note) return this.renderNote(message);
    return html`${this.selecting ? this.renderPick() : this.renderFace(message)}
      <div class="bubble">
        ${this.renderHead(message)} ${this.renderAttached(message)} ${this.renderWords(message)}
        ${renderReactions(message, this.renderTime(message), (emoji) =>
          this.toggle(message, emoji),
        )}
        ${renderFailure(message, this.standing, (act) =>
          this.emit('pa-act', { act, messages: [message] }),
        )}
        ${this.hovered && !this.selecting ? this.renderHoverActs(message) : nothing}
      </div>`;
  }

  /** For the mouse alone: by keys and by touch there are other ways. */
  private renderHoverActs(message: TimelineMessage) {
    if (message.seq === 0 || message.deletedAt !== null) return nothing;
    return renderHoverActions(this.standing === 'yes', {
      reply: () => this.emit('pa-swipe', { message }),
      menu: (place) => this.emit('pa-menu', { message, place }),
    });
  }

  /** Files, a call or a seal: their element comes when the first of them is drawn. */
  private renderAttached(message: TimelineMessage) {
    if (!message.files && !message.call && !message.sealed) return nothing;
    void import('../attached/pa-attached.ts');
    return html`<pa-attached .message=${message}></pa-attached>`;
  }

  private renderNote({ note, senderId }: TimelineMessage) {
    const { names } = this;
    if (!note || !names) return nothing;
    return html`<div class="bubble">${systemMessageText(note, senderId, names)}</div>`;
  }

  /** In a group each run of others' bubbles has its author above and their picture at its foot. */
  private renderFace({ senderId }: TimelineMessage) {
    if (this.mine || !this.group || !this.names) return nothing;
    return html`<span class="face"
      >${
        this.last
          ? html`<pa-avatar
              .identity=${senderId}
              .name=${nameOf(this.names, senderId)}
            ></pa-avatar>`
          : nothing
      }</span
    >`;
  }

  private renderPick() {
    return html`<span
      class="pick"
      role="checkbox"
      aria-checked=${this.selected}
      aria-label=${t().messages.selectMessage}
      >${this.selected ? html`<pa-icon name="check"></pa-icon>` : nothing}</span
    >`;
  }

  private renderHead(message: TimelineMessage) {
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

  private renderWords(message: TimelineMessage) {
    const { text, entities, deletedAt } = message;
    const gone = deletedAt !== null;
    const big = isBigEmoji(text) ? 'big' : gone ? 'tombstone' : '';
    const block = !gone && endsInBlock(text, entities) ? 'ends-in-block' : '';
    // No white space inside .text: it is drawn as it is written.
    return html`<div class="text ${big} ${block}" dir=${(gone ? null : endDirection(text, entities)) ?? nothing}
      >${gone ? t().messages.deletedMessage : renderText(text, entities)}${
        message.reactions?.length ? nothing : this.renderTime(message)
      }</div
    >`;
  }

  /** Where it stands follows the words; within it reads as the page does. */
  private renderTime(message: TimelineMessage) {
    const { createdAt, editedAt, deletedAt, pinnedAt } = message;
    const words = t().messages;
    const there = deletedAt === null;
    return html`<time
      class="meta"
      datetime=${machineTime(createdAt)}
      @pointerenter=${this.handleHover}
      ><span class="stamp" dir=${direction()}
        >${
          there && pinnedAt !== undefined
            ? html`<pa-icon name="pin" role="img" aria-label=${words.pinned}></pa-icon>`
            : nothing
        }${there && editedAt !== null ? html`<span>${words.edited}</span>` : nothing}${time(
          createdAt,
        )}${there ? renderTick(tickOf(message, this.saved)) : nothing}</span
      ></time
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message': PaMessage;
  }
  interface HTMLElementEventMap {
    'pa-jump': CustomEvent<{ seq: number }>;
    'pa-toggle': CustomEvent<{ seq: number; emoji: string }>;
  }
}

import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { type ChatRow, type Services, servicesContext, type Timeline } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { chatName } from '../ui/chat-name.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { chatStyles } from './chat.styles.ts';
import type { Opened } from './drawn-window.ts';
import type { PaComposer } from './pa-composer.ts';
import type { PaTimeline } from './pa-timeline.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-wallpaper.ts';
import './pa-chat-header.ts';
import './pa-composer.ts';
import './pa-timeline.ts';

/**
 * One chat: header, messages, composer. `at` names a message to show. Events: `pa-back`, `pa-go`.
 */
@customElement('pa-chat')
export class PaChat extends PaElement {
  static override styles = [buttons, chatStyles];

  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly presence = new StoreController(this, () => this.services?.messenger.presence);
  private readonly line = new StoreController(this, () => this.services?.messenger.connection);
  private opened: Opened | null = null;

  @consume({ context: servicesContext, subscribe: true })
  private services?: Services;

  @query('pa-composer') private composer?: PaComposer;
  @query('pa-timeline') private log?: PaTimeline;

  @state() private timeline: Timeline | null = null;
  @state() private dating = false;

  @property() chatId = '';
  @property({ attribute: false }) at: number | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.shut();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chatId')) this.shut();
    const opened = !this.timeline && this.chatId !== '' && this.isConnected;
    if (opened) this.timeline = this.services?.messenger.openTimeline(this.chatId) ?? null;
    if (this.at !== null && (opened || changed.has('at'))) void this.jump(this.at);
    const { row } = this;
    if (row) this.opened ??= { seq: row.chat.lastSeq, unread: row.unread };
  }

  private get row(): ChatRow | undefined {
    return this.chats.value?.find((row) => row.chat.id === this.chatId);
  }

  private shut(): void {
    this.timeline?.close();
    this.timeline = null;
    this.opened = null;
    this.dating = false;
  }

  private async jump(seq: number): Promise<void> {
    await this.timeline?.jumpTo(seq).catch(() => toast(t().messages.jumpFailed));
  }

  private async handlePick({ detail }: CustomEvent<string>): Promise<void> {
    if (detail === 'search') this.emit('pa-go', { path: paths.search(this.chatId) });
    if (detail !== 'date') return;
    await import('./pa-date-jump.ts');
    this.dating = true;
  }

  private async handleDate({ detail }: CustomEvent<{ at: number }>): Promise<void> {
    this.dating = false;
    await this.timeline?.jumpToDate(detail.at).catch(() => toast(t().messages.jumpFailed));
  }

  private async handleDiscard({ detail }: CustomEvent<{ clientId: string }>): Promise<void> {
    const text = await this.services?.messenger.discard(detail.clientId);
    if (text) this.composer?.giveBack(text);
  }

  private handleRetry({ detail }: CustomEvent<{ clientId: string }>): void {
    void this.services?.messenger.retry(detail.clientId);
  }

  private handleSent(): void {
    this.log?.toEnd();
  }

  /** Letters typed while nothing is being edited belong to the message. */
  private handleKey(event: KeyboardEvent): void {
    if (event.key.length !== 1 || event.key === ' ') return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const inside = event.composedPath()[0] as Element;
    if (inside.matches('[role="log"], pa-message')) this.composer?.focus();
  }

  override render() {
    const { row } = this;
    if (!row && this.chats.value) return this.renderMissing();
    const presence = row?.peer ? this.presence.value?.get(row.peer.id) : undefined;
    return html`<pa-chat-header
        .row=${row ?? null}
        .presence=${presence ?? null}
        @pa-pick=${this.handlePick}
      ></pa-chat-header>
      <div
        class="body"
        @keydown=${this.handleKey}
        @pa-retry=${this.handleRetry}
        @pa-discard=${this.handleDiscard}
        @pa-sent=${this.handleSent}
      >
        <pa-wallpaper></pa-wallpaper>
        ${row ? keyed(this.timeline, this.renderOpen(row)) : nothing}
      </div>
      ${this.dating ? this.renderDate() : nothing}`;
  }

  private renderOpen(row: ChatRow) {
    return html`<pa-timeline
        .timeline=${this.timeline}
        .name=${chatName(row)}
        .saved=${row.chat.kind === 'self'}
        .unread=${row.unread}
        .opened=${this.opened ?? { seq: 0, unread: 0 }}
        .online=${this.line.value?.state === 'online'}
      ></pa-timeline>
      <pa-composer .chatId=${this.chatId}></pa-composer>`;
  }

  private renderDate() {
    return html`<pa-date-jump
      .since=${this.row?.chat.createdAt ?? 0}
      @pa-date=${this.handleDate}
      @pa-close=${() => {
        this.dating = false;
      }}
    ></pa-date-jump>`;
  }

  private renderMissing() {
    const words = t().messages;
    return html`<pa-chat-header></pa-chat-header>
      <pa-empty class="missing" .heading=${words.missingTitle} .text=${words.missingText}>
        <a class="button" href="/">${t().app.home}</a>
      </pa-empty>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-chat': PaChat;
  }
}

import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import {
  type ChatRow,
  type ClientServices,
  servicesContext,
  type Timeline,
  type TimelineMessage,
} from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { buttons } from '../styles/controls.ts';
import { screenHost } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { focusedElement } from '../ui/focus.ts';
import { paths } from '../ui/paths.ts';
import { presenceOf } from '../ui/presence-of.ts';
import { chatName } from '../views/chat-name.ts';
import type { NameSource } from '../views/names.ts';
import { nowPlaying } from '../views/player/now-playing.ts';
import { renderPlayerBar } from '../views/player/render-player-bar.ts';
import { checkWritePermission, waitsForAnswer } from './allowed-actions.ts';
import { Quotes } from './bubble/quotes.ts';
import { chatStyles } from './chat.styles.ts';
import { ChatActions } from './chat-actions.ts';
import { loadWriting, toTypedText } from './composer/composer-writing.ts';
import type { PaComposer } from './composer/pa-composer.ts';
import { ChatDate } from './date-jump/chat-date.ts';
import { DropZone } from './drop-zone.ts';
import {
  renderClosedBar,
  renderMissingChat,
  renderPinBar,
  renderSelectionBar,
} from './header/chat-bars.ts';
import type { PaMessageTools } from './menu/pa-message-tools.ts';
import type { OpenedChat } from './timeline/drawn-window.ts';
import { Jump } from './timeline/jump.ts';
import type { PaTimeline } from './timeline/pa-timeline.ts';
import { SteadyContext, SteadyNames } from './timeline/row-context.ts';
import type { MessageToolRequest } from './tool-request.ts';
import './header/pa-request-bar.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../views/pa-wallpaper.ts';
import './header/pa-chat-header.ts';
import './composer/pa-composer.ts';
import './header/pa-hit-bar.ts';
import './timeline/pa-timeline.ts';

const FINE = matchMedia('(hover: hover) and (pointer: fine)');

/** One chat: header, messages, composer. `at` names a message to show. Events: `pa-back`, `pa-go`. */
@customElement('pa-chat')
export class PaChat extends PaElement {
  static override styles = [buttons, screenHost, chatStyles];

  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly presence = new StoreController(this, () => this.services?.messenger.presence);
  private readonly line = new StoreController(this, () => this.services?.messenger.connection);
  private readonly me = new StoreController(this, () => this.services?.account.me);
  private readonly playing = new StoreController(this, () => nowPlaying);
  private readonly acts = new ChatActions(this, {
    row: () => this.row,
    messenger: () => this.services?.messenger,
    timeline: () => this.timeline,
    openTool: (asking) => void this.openTools(asking),
    focusComposer: () => this.composer?.focus(),
    names: () => this.names,
    restFocus: () => void this.restFocus(),
    keepText: () => this.composer?.keepText(),
  });
  private readonly date = new ChatDate(this, {
    timeline: () => this.timeline,
    since: () => this.row?.chat.createdAt ?? 0,
  });
  private readonly jump = new Jump(this, {
    timeline: () => this.timeline,
    isOnline: () => this.online,
  });
  private readonly dropping = new DropZone(this, {
    canDrop: () => this.composer !== undefined && this.composer !== null,
    offerFiles: (offered) => this.composer?.offerFiles(offered),
  });
  private readonly quotes = new Quotes(this, () => {
    const { services, timeline, chatId } = this;
    if (!services || !timeline) return null;
    const findLoaded = (seq: number) => timeline.view.get().messages.find((one) => one.seq === seq);
    return { chatId, actions: services.messenger.actions, findLoaded };
  });
  private readonly people = new SteadyNames((id) => this.services?.messenger.findUser(id));
  private readonly context = new SteadyContext();
  private readonly findQuoted = (seq: number) => this.quotes.find(seq);
  private opened: OpenedChat | null = null;
  private wasOnline = false;
  @consume({ context: servicesContext, subscribe: true })
  private services?: ClientServices;

  @query('pa-composer') private composer?: PaComposer;
  @query('pa-timeline') private log?: PaTimeline;
  @query('pa-message-tools') private tools?: PaMessageTools;

  @state() private timeline: Timeline | null = null;
  @state() private tooled = false;

  @property() chatId = '';
  @property({ attribute: false }) at: number | null = null;
  /** Another object for each time that the person goes to `at`: the same hit, chosen again, is jumped to again. */
  @property({ attribute: false }) visit: object | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closeTimeline();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chatId')) this.closeTimeline();
    const opened = !this.timeline && this.chatId !== '' && this.isConnected;
    if (opened) this.timeline = this.services?.messenger.openTimeline(this.chatId) ?? null;
    if (this.at !== null && (opened || changed.has('at') || changed.has('visit')))
      void this.jump.goTo(this.at);
    const { row } = this;
    if (row) this.opened ??= { seq: row.chat.lastSeq, unread: row.unread };
    this.quotes.followRev(row?.chat.rev ?? 0);
    // Quotes that could not be fetched are asked for again.
    if (this.online && !this.wasOnline) this.quotes.retryMissing();
    this.wasOnline = this.online;
  }

  private get row(): ChatRow | undefined {
    return this.chats.value?.find((row) => row.chat.id === this.chatId);
  }

  private get online(): boolean {
    return this.line.value?.state === 'online';
  }

  private get names(): NameSource {
    return this.people.namesFor(this.me.value?.id ?? '');
  }

  private closeTimeline(): void {
    this.acts.reset();
    this.jump.cancel();
    this.timeline?.close();
    this.timeline = null;
    this.opened = null;
    this.date.close();
  }

  private async openTools(asking: MessageToolRequest): Promise<void> {
    // An edit begins with it, and a field that is not ready when it is entered brings no keyboard on a phone.
    void loadWriting().catch(() => {});
    await import('./menu/pa-message-tools.ts');
    this.tooled = true;
    await this.updateComplete;
    await this.tools?.open(asking);
  }

  private handleAction({ detail: { act, messages } }: HTMLElementEventMap['pa-act']): void {
    const [message] = messages;
    const clientId = message?.clientId ?? '';
    if (act === 'retry') void this.services?.messenger.retry(clientId);
    else if (act === 'discard' || act === 'drop') void this.discard(clientId);
    else this.acts.perform(act, messages);
  }

  private async viewFile(asked: HTMLElementEventMap['pa-view']['detail']): Promise<void> {
    // What waits to be sent has no place among the pictures of the chat yet.
    if (asked.message.seq === 0) return;
    const { viewFile } = await import('./attached/view-file.ts');
    if (this.services && this.timeline) viewFile(asked, this.services, this.timeline, this.log);
  }

  private async handlePick({ detail }: CustomEvent<string>): Promise<void> {
    if (detail === 'search') this.emit('pa-go', { path: paths.search(this.chatId) });
    if (detail === 'select') this.acts.beginSelection();
    if (detail === 'date') await this.date.open();
  }

  private async restFocus(): Promise<void> {
    await this.updateComplete;
    if (focusedElement()) return;
    if (FINE.matches) this.composer?.focus();
    else this.log?.focus();
  }

  private unblock(): void {
    const { peer } = this.row ?? {};
    if (peer) void attempt(() => this.services?.messenger.actions.block(peer.id, false));
  }

  private async discard(clientId: string): Promise<void> {
    const said = await this.services?.messenger.discard(clientId);
    if (said?.text) this.composer?.prependText(await toTypedText(said));
  }

  private handleDone(): void {
    this.acts.endSelection();
    void this.restFocus();
  }

  private handleSent(): void {
    this.jump.cancel();
    this.log?.goToEnd();
  }

  /** Letters typed while no field has the focus belong to the message. */
  private handleKey(event: KeyboardEvent): void {
    if (event.key.length !== 1 || event.key === ' ') return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const inside = event.composedPath()[0] as Element;
    if (inside.matches('[role="log"], pa-message')) this.composer?.focus();
  }

  override render() {
    const { row } = this;
    if (!row && this.chats.value) return renderMissingChat();
    const presence = presenceOf(this.presence.value, row?.peer);
    return html`<pa-chat-header
        .row=${row ?? null}
        .presence=${presence ?? null}
        @pa-pick=${this.handlePick}
      ></pa-chat-header>
      ${renderPlayerBar(this.playing.value)}
      <pa-hit-bar .chatId=${this.chatId}></pa-hit-bar>
      <div
        class="body"
        @keydown=${this.handleKey}
        @pa-sent=${this.handleSent}
        @pa-act=${this.handleAction}
        @pa-toggle=${({ detail }: HTMLElementEventMap['pa-toggle']) =>
          this.acts.toggleReaction(detail.seq, detail.emoji)}
        @pa-jump=${({ detail }: HTMLElementEventMap['pa-jump']) => this.jump.goTo(detail.seq)}
        @pa-menu=${({ detail }: HTMLElementEventMap['pa-menu']) =>
          this.openTools({ for: 'menu', ...detail })}
        @pa-view=${({ detail }: HTMLElementEventMap['pa-view']) => this.viewFile(detail)}
        @pa-select=${({ detail }: MessageEvent) => this.acts.toggleSelected(detail.message)}
        @pa-swipe=${({ detail }: MessageEvent) => this.acts.replyTo(detail.message)}
        @pa-edit-last=${() => this.acts.editLast()}
        @pa-task-end=${this.acts.endTask}
        @pa-resume=${({ detail }: HTMLElementEventMap['pa-resume']) =>
          this.acts.resumeReply(detail.chatId, detail.seq)}
        @pa-done=${this.handleDone}
        @pa-more-emoji=${({ detail }: HTMLElementEventMap['pa-more-emoji']) =>
          this.openTools({ for: 'react', ...detail })}
      >
        <pa-wallpaper></pa-wallpaper>
        ${row ? keyed(this.timeline, this.renderOpen(row)) : nothing} ${this.dropping.render()}
      </div>
      ${this.date.render()}`;
  }

  private renderOpen(row: ChatRow) {
    const context = this.context.reuse({
      group: row.chat.kind === 'group',
      permission: checkWritePermission(row),
      names: this.names,
      findQuoted: this.findQuoted,
      quotes: this.quotes.version,
      selected: this.acts.selected,
    });
    const { pinnedSeq } = row.chat;
    return html`${renderPinBar(row.chat, pinnedSeq === null ? null : this.quotes.find(pinnedSeq), {
      jumpTo: (seq) => void this.jump.goTo(seq),
      openAll: () => void this.openTools({ for: 'pins' }),
    })}
      <pa-timeline
        .timeline=${this.timeline}
        .context=${context}
        .name=${chatName(row)}
        .saved=${row.chat.kind === 'self'}
        .unread=${row.unread}
        .opened=${this.opened ?? { seq: 0, unread: 0 }}
        .online=${this.online}
      ></pa-timeline>
      ${this.renderFoot(row)}
      ${
        this.tooled
          ? html`<pa-message-tools
              .row=${row}
              .names=${context.names}
              .messenger=${this.services?.messenger ?? null}
            ></pa-message-tools>`
          : nothing
      }`;
  }

  private renderFoot(row: ChatRow) {
    const { selected } = this.acts;
    const permission = checkWritePermission(row);
    // The composer is hidden, not removed, while messages are selected: it holds what one was writing.
    return html`${selected ? renderSelectionBar(this.acts, selected.size) : nothing}
    ${waitsForAnswer(row) ? html`<pa-request-bar .row=${row}></pa-request-bar>` : nothing}
    ${
      permission === 'yes'
        ? html`<pa-composer
            ?hidden=${selected !== null}
            .chatId=${this.chatId}
            .row=${row}
            .names=${this.names}
            .task=${this.acts.task}
          ></pa-composer>`
        : selected
          ? nothing
          : renderClosedBar(permission, row.peer ? () => this.unblock() : null)
    }`;
  }
}

type MessageEvent = CustomEvent<{ message: TimelineMessage }>;

declare global {
  interface HTMLElementTagNameMap {
    'pa-chat': PaChat;
  }
}

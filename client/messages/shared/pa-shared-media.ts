import { consume } from '@lit/context';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FileInfo } from '../../../protocol/files.ts';
import type { Message } from '../../../protocol/messages.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { formatDaySeparator, formatTimeOfDay } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { durationText } from '../../media/duration.ts';
import { isPlayed, withPlayedMark } from '../../model/shown-message.ts';
import { buttons } from '../../styles/controls.ts';
import { bars, screenHost, written } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import { mediaIcon } from '../../views/files/icons.ts';
import { isVideo } from '../../views/files/kinds.ts';
import { whoIs } from '../../views/names.ts';
import { moreVisual } from '../../views/viewer/chat-files.ts';
import { toDayKey } from '../timeline/grouping.ts';
import { MEDIA_TABS, MediaPages, type MediaTab } from './media-pages.ts';
import { sharedLinkStyles, sharedStyles } from './shared.styles.ts';
import { linksOf, renderLink } from './shared-links.ts';
import '../../ui/pa-empty.ts';
import '../../ui/pa-icon.ts';
import '../../ui/pa-spinner.ts';
import '../../views/files/pa-file.ts';
import '../../views/files/pa-picture.ts';
import '../../views/player/pa-sound.ts';

/** A page is asked for this far before its place is in sight. */
const AHEAD = 600;
const CELL = { width: 160, height: 160 };
const TABS: MediaTab[] = ['visual', 'voice', 'file', 'link'];

/** /c/:id/media: what was sent in a chat, by kind and day. Events: `pa-back`, `pa-go`. */
@customElement('pa-shared-media')
export class PaSharedMedia extends PaElement {
  static override styles = [buttons, bars, written, screenHost, sharedStyles, sharedLinkStyles];

  @consume({ context: servicesContext, subscribe: true })
  @state()
  private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);
  private readonly chats = new StoreController(this, () =>
    this.tab === 'voice' ? this.services?.messenger.chats : undefined,
  );
  private readonly pages = new MediaPages(this, () => {
    const { services, chatId, tab } = this;
    return services && chatId ? { messenger: services.messenger, chatId, tab } : undefined;
  });

  @query('.panel') private panel?: HTMLElement;

  /** The message that is to be forwarded. */
  @state() private forwarding: number | null = null;
  @state() private tab: MediaTab = 'visual';

  @property() chatId = '';

  override updated(): void {
    if (this.pages.status === 'more') this.fill();
  }

  /** Loads more where the end of what is there is near. */
  private fill(): void {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = this.panel ?? {};
    if (scrollHeight - scrollTop - clientHeight < AHEAD) void this.pages.load();
  }

  private async view(message: Message, fileId: string): Promise<void> {
    const { services, chatId } = this;
    if (!services) return;
    const { Viewer } = await import('../../views/viewer/viewer.ts');
    new Viewer({
      services,
      messages: this.pages.messages,
      opened: { seq: message.seq, fileId },
      more: (side, seq) => moreVisual(services.messenger, chatId, side, seq),
      jump: ({ message: { seq } }) => this.emit('pa-go', { path: paths.chat(chatId, seq) }),
      forward: ({ message: { seq } }) => void this.askWhereTo(seq),
    }).open();
  }

  private async askWhereTo(seq: number): Promise<void> {
    await import('../menu/pa-forward.ts');
    this.forwarding = seq;
  }

  private async forward({ detail }: HTMLElementEventMap['pa-forward']): Promise<void> {
    const { services, chatId, forwarding } = this;
    this.forwarding = null;
    if (!services || forwarding === null) return;
    const { forwardMessages } = await import('../menu/forward-messages.ts');
    await forwardMessages(services.messenger, { chatId, seqs: [forwarding] }, detail);
  }

  private renderForward() {
    if (this.forwarding === null) return nothing;
    return html`<pa-forward
      .chats=${this.services?.messenger.chats.get() ?? []}
      @pa-close=${() => {
        this.forwarding = null;
      }}
      @pa-forward=${this.forward}
    ></pa-forward>`;
  }

  override render() {
    const words = mediaWords();
    return html`<header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${words.shared}</h1>
      </header>
      <div class="tabs" role="tablist" aria-label=${words.shared}>
        ${TABS.map(
          (tab) => html`<button
            role="tab"
            id=${tab}
            aria-selected=${tab === this.tab}
            aria-controls="panel"
            tabindex=${tab === this.tab ? 0 : -1}
            @click=${() => {
              this.tab = tab;
            }}
            @keydown=${this.handleKey}
          >
            ${words.tabs[tab]}
          </button>`,
        )}
      </div>
      <div
        class="panel"
        id="panel"
        role="tabpanel"
        aria-labelledby=${this.tab}
        tabindex="0"
        @scroll=${this.fill}
      >
        ${this.renderDays()} ${this.renderEnd()}
      </div>
      ${this.renderForward()}`;
  }

  private handleKey(event: KeyboardEvent): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const forward = getComputedStyle(this).direction === 'rtl' ? -by : by;
    const at = (TABS.indexOf(this.tab) + forward + TABS.length) % TABS.length;
    this.tab = TABS[at] ?? 'visual';
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    });
  }

  private renderDays() {
    const days = Map.groupBy(this.pages.messages, ({ createdAt }) => toDayKey(createdAt));
    return repeat(
      days,
      ([key]) => key,
      ([, messages]) => html`<section>
        <h2>${formatDaySeparator(messages[0]?.createdAt ?? 0, Date.now())}</h2>
        ${this.tab === 'visual' ? this.renderGrid(messages) : this.renderList(messages)}
      </section>`,
    );
  }

  private filesOf({ files = [] }: Message): FileInfo[] {
    return files.filter((file) => MEDIA_TABS[this.tab].includes(kindOfFile(file)));
  }

  private renderGrid(messages: Message[]) {
    const words = mediaWords();
    return html`<div class="grid">
      ${messages.flatMap((message) =>
        this.filesOf(message).map(
          (file) => html`<pa-picture
            .file=${file}
            .place=${CELL}
            .label=${isVideo(file) ? words.playVideo(file.name) : words.openPicture(file.name)}
            @pa-open-file=${() => this.view(message, file.id)}
            >${isVideo(file) ? renderLength(file) : nothing}</pa-picture
          >`,
        ),
      )}
    </div>`;
  }

  private renderList(messages: Message[]) {
    return html`<ul role="list">
      ${messages.flatMap((message) =>
        this.partsOf(message).map(
          (part) => html`<li>
            ${part}
            <a class="from" href=${paths.chat(this.chatId, message.seq)}
              ><bdi class="one-line">${this.nameOf(message.senderId)}</bdi
              ><span>${formatTimeOfDay(message.createdAt)}</span></a
            >
          </li>`,
        ),
      )}
    </ul>`;
  }

  private partsOf(message: Message): TemplateResult[] {
    if (this.tab === 'link') return linksOf(message).map(renderLink);
    return this.filesOf(message).map((file) => this.renderFile(message, file));
  }

  private nameOf(userId: string): string {
    const findUser = (id: string) => this.services?.messenger.findUser(id);
    return whoIs({ me: this.me.value?.id ?? '', findUser }, userId);
  }

  private renderFile(message: Message, file: FileInfo): TemplateResult {
    return kindOfFile(file) === 'file'
      ? html`<pa-file .file=${file}></pa-file>`
      : html`<pa-sound .message=${this.withMark(message)} .file=${file}></pa-sound>`;
  }

  private withMark(message: Message): Message {
    const row = this.chats.value?.find(({ chat }) => chat.id === this.chatId);
    const place = row && { kind: row.chat.kind, settings: row.settings };
    return place
      ? withPlayedMark(message, isPlayed(message, place, this.me.value?.id ?? ''))
      : message;
  }

  private renderEnd() {
    const { status, messages } = this.pages;
    if (status === 'failed')
      return html`<p class="end" role="alert">
        ${t().errors.offline}
        <button class="button" @click=${this.pages.load}>${t().app.retry}</button>
      </p>`;
    if (status !== 'ended') return html`<pa-spinner class="end"></pa-spinner>`;
    return messages.length === 0
      ? html`<pa-empty icon="archive" .heading=${mediaWords().nothing[this.tab]}></pa-empty>`
      : nothing;
  }
}

/** On a video: that it is one, and how long it is. */
function renderLength({ durationMs }: FileInfo) {
  return html`<span class="length" aria-hidden="true"
    >${mediaIcon('play')}${durationMs ? html`<bdi dir="ltr">${durationText(durationMs)}</bdi>` : nothing}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-shared-media': PaSharedMedia;
  }
}

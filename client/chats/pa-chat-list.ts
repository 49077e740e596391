import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { bars, hidden, rows, screenHost, written } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';
import { NowController } from '../ui/now.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { presenceOf } from '../ui/presence-of.ts';
import type { NameSource } from '../views/names.ts';
import { nowPlaying } from '../views/player/now-playing.ts';
import { renderPlayerBar } from '../views/player/render-player-bar.ts';
import { ticks } from '../views/ticks.ts';
import { chatListStyles } from './chat-list.styles.ts';
import { chatRow } from './chat-row.ts';
import { type Filter, type Folder, filterRows, listChats, toFolder } from './filters.ts';
import { filterRow, folderBar, folderRows } from './folder-rows.ts';
import { listRoomStyles } from './list-room.styles.ts';
import { type ListWindow, listWindow, scrollToRow } from './list-window.ts';
import { LongPress } from './long-press.ts';
import type { PaRowMenu } from './pa-row-menu.ts';
import { restoreUnsaved } from './restore-unsaved.ts';
import './pa-empty-list.ts';
import './pa-main-menu.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-skeleton.ts';

/** The list of chats. Events: `pa-go`. */
@customElement('pa-chat-list')
export class PaChatList extends PaElement {
  static override styles = [
    buttons,
    bars,
    hidden,
    rows,
    written,
    ticks,
    screenHost,
    chatListStyles,
    listRoomStyles,
  ];

  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly presence = new StoreController(this, () => this.services?.messenger.presence);
  private readonly playing = new StoreController(this, () => nowPlaying);
  private readonly clock = new NowController(this, 60_000);
  private readonly press = new LongPress((target, at) => void this.openMenu(target, at));
  private hasRestored = false;
  private readonly resize = new ResizeObserver(() => this.measure());

  @consume({ context: servicesContext, subscribe: true })
  private services?: ClientServices;

  @query('.scroller') private scroller?: HTMLElement;
  @query('li') private item?: HTMLElement;
  @query('pa-row-menu') private menu?: PaRowMenu;

  /** What is in sight, in pixels, and how high a row is (it follows the font size). `away`: it scrolls down. */
  @state() private box = { top: 0, height: 800, row: 72, away: false };
  /** The chat that the arrow keys are on. */
  @state() private active: string | null = null;
  /** The chat whose menu is open. */
  @state() private asked: string | null = null;

  @state() private filter: Filter = 'all';
  @property() selected: string | null = null;
  /** The folder that is asked for; one without chats has no row to come from, and the list itself is shown. */
  @property({ attribute: false }) folder: Folder | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selected')) this.active = this.selected;
  }

  override updated(): void {
    if (!this.hasRestored && this.services && this.chats.value) {
      this.hasRestored = true;
      restoreUnsaved(this.services, this.selected);
    }
    if (this.scroller) this.resize.observe(this.scroller);
  }

  private measure(): void {
    const { scroller, item } = this;
    if (!scroller) return;
    const top = scroller.scrollTop;
    const height = scroller.clientHeight;
    const row = item?.getBoundingClientRect().height || this.box.row;
    // The list redraws for each row that passes, not for each pixel.
    const same = Math.floor(top / row) === Math.floor(this.box.top / row);
    if (same && height === this.box.height && row === this.box.row) return;
    this.box = { top, height, row, away: top > this.box.top };
  }

  private async handleKey(event: KeyboardEvent): Promise<void> {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    const list = this.shown;
    if (step === undefined || list.length === 0) return;
    const here = this.rowAt(event.target);
    // Alt moves a pinned row; elsewhere it belongs to the shell's key for the chat above or below.
    if (event.altKey && here?.settings.pinned === null) return;
    event.preventDefault();
    if (event.altKey && here) return this.moveBy(here, Math.sign(step));
    const focused = (event.target as Element).getAttribute('href');
    const at = list.findIndex((row) => paths.chat(row.chat.id) === focused);
    const next = Math.min(Math.max(at + step, 0), list.length - 1);
    this.active = list[next]?.chat.id ?? null;
    const { row, height } = this.box;
    if (this.scroller) {
      this.scroller.scrollTop = scrollToRow(next, row, this.scroller.scrollTop, height);
      this.measure();
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.chat[tabindex="0"]')?.focus();
  }

  /** The folder that is shown. When its last chat has left it, an accepted request say, the list is shown instead. */
  private get within(): Folder | null {
    const { folder } = this;
    const list = this.list;
    if (folder === null || !list) return folder;
    return list.some((row) => toFolder(row) === folder) ? folder : null;
  }

  /** True for the whole list, above which the folders stand. */
  private get plain(): boolean {
    return this.within === null && this.filter === 'all';
  }

  private choose(filter: Filter): void {
    this.filter = filter;
  }

  private open(folder: Folder | null): void {
    this.emit('pa-folder', folder);
  }

  private get list(): ChatRow[] | undefined {
    return this.chats.value && listChats(this.chats.value, this.selected);
  }

  private get shown(): ChatRow[] {
    return filterRows(this.list ?? [], this.filter, this.within);
  }

  /**
   * Opens the menu by right click, long press, or the keyboard's own key. Its code comes when it is first asked for.
   */
  private async openMenu(target: EventTarget | null, at: MenuAnchor): Promise<void> {
    const row = this.rowAt(target);
    if (!row) return;
    await import('./pa-row-menu.ts');
    this.asked = row.chat.id;
    const handleClose = () => {
      this.asked = null;
    };
    await this.menu?.openAt(row, { ...at, onClose: handleClose });
  }

  /** Drags by mouse or pen; a finger scrolls, and has the row's menu. */
  private async handleDown(event: PointerEvent): Promise<void> {
    this.press.handleDown(event);
    const row = this.rowAt(event.target);
    if (event.pointerType === 'touch' || event.button !== 0 || !this.plain) return;
    if (!row || row.settings.pinned === null) return;
    const [{ dragPin }, { pinnedRows }] = await Promise.all([
      import('./pin-drag.ts'),
      import('./pin-order.ts'),
    ]);
    const from = pinnedRows(this.shown).indexOf(row);
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('li:has(.pinned)')];
    const drop = (to: number): void => void this.moveBy(row, to - from);
    if (items.length > from) dragPin({ start: event, items, from, drop });
  }

  private async moveBy(row: ChatRow, by: number): Promise<void> {
    await import('./pa-row-menu.ts');
    await this.menu?.move(row, by);
  }

  private async writeTo({ detail }: HTMLElementEventMap['pa-write-to']): Promise<void> {
    const chatId = await this.services?.messenger.openDirect(detail.id).catch(() => null);
    if (chatId) this.emit('pa-go', { path: paths.chat(chatId) });
    else toast(t().chats.openFailed);
  }

  private rowAt(target: EventTarget | null): ChatRow | undefined {
    const link = target instanceof Element ? target.closest<HTMLElement>('.chat') : null;
    return this.shown.find(({ chat }) => chat.id === link?.dataset.chat);
  }

  private get archived(): boolean {
    return this.list?.some((row) => toFolder(row) === 'archive') ?? false;
  }

  override render() {
    const words = t().chats;
    return html`${this.within ? folderBar(this.within, () => this.open(null)) : this.renderBar()}
      ${renderPlayerBar(this.playing.value)} ${this.renderBody()}
      <pa-row-menu></pa-row-menu>
      <a class="new ${this.box.away ? 'away' : ''}" ?hidden=${this.list?.length === 0 || this.within !== null} href=${paths.newChat} aria-label=${words.newChat} title=${words.newChat}>
        <pa-icon name="compose"></pa-icon>
      </a>`;
  }

  private renderBar() {
    const words = t().chats;
    return html`<header class="bar">
        <h1 class="visually-hidden">${words.title}</h1>
        <pa-main-menu .archived=${this.archived}></pa-main-menu>
        <a class="find" href=${paths.search()}>
          <pa-icon name="search"></pa-icon>${words.search}
        </a>
      </header>`;
  }

  private renderBody() {
    const list = this.list;
    if (!list) return html`<pa-skeleton .rows=${9}></pa-skeleton>`;
    if (list.length === 0)
      return html`<pa-empty-list @pa-write-to=${this.writeTo}></pa-empty-list>`;
    const { top, height, row } = this.box;
    const { shown } = this;
    return html`${this.within ? nothing : filterRow(this.filter, (name) => this.choose(name))}
    ${this.plain ? folderRows(list, (folder) => this.open(folder)) : nothing}
    ${shown.length === 0 && !this.plain ? this.renderNone() : nothing}
    <nav class="scroller" aria-label=${t().chats.title} @scroll=${this.measure}>
      ${this.renderList(shown, listWindow(shown.length, row, top, height))}
    </nav>`;
  }

  private renderList(list: ChatRow[], part: ListWindow) {
    const drawn = list.slice(part.start, part.end);
    const reached = drawn.some((row) => row.chat.id === this.active) ? this.active : null;
    const first = reached ?? drawn[0]?.chat.id;
    return html`<ul
      role="list"
      .style=${`padding-block: ${part.above}px ${part.below}px`}
      @keydown=${this.handleKey}
      @contextmenu=${this.press.handleContextMenu}
      @pointerdown=${this.handleDown}
      @dragstart=${(event: Event) => event.preventDefault()}
      @pointermove=${this.press.move}
      @pointerup=${this.press.drop}
      @pointercancel=${this.press.drop}
      @click=${this.press.handleClick}
    >
      ${repeat(
        drawn,
        (row) => row.chat.id,
        (row, index) => html`<li
          aria-setsize=${list.length}
          aria-posinset=${part.start + index + 1}
        >
          ${chatRow(row, {
            isSelected: row.chat.id === this.selected,
            isMenuOpen: row.chat.id === this.asked,
            isReachable: row.chat.id === first,
            presence: presenceOf(this.presence.value, row.peer),
            now: this.clock.now,
            names: this.names,
          })}
        </li>`,
      )}
    </ul>`;
  }

  private get names(): NameSource {
    const { services } = this;
    return {
      me: services?.account.me.get()?.id ?? '',
      findUser: (id) => services?.messenger.findUser(id),
    };
  }

  private renderNone() {
    const words = t().chats;
    return html`<p class="none" role="status">${words.noneHere}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-chat-list': PaChatList;
  }
  interface HTMLElementEventMap {
    /** Opens a folder of the list, or leaves it (null). */
    'pa-folder': CustomEvent<Folder | null>;
  }
}

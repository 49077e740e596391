import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { serverNow } from '../core/server-clock.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { attempt } from '../ui/attempt.ts';
import { beside } from '../ui/beside.ts';
import { PaElement } from '../ui/element.ts';
import type { MenuAnchor } from '../ui/menu-anchor.ts';
import type { MenuItem, PaMenu } from '../ui/pa-menu.ts';
import { chatName } from '../views/chat-name.ts';
import { movePin, pinnedRows } from './pin-order.ts';
import {
  changeOf,
  listMuteItems,
  listRowItems,
  type RowQuestion,
  toQuestion,
} from './row-actions.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-menu.ts';

type More = { items: MenuItem[]; pick(id: string): void };
const NOTHING_MORE: More = { items: [], pick: () => {} };

/** Offers what can be done with a chat of the list. Events: `pa-go`, out of a chat that was deleted. */
@customElement('pa-row-menu')
export class PaRowMenu extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  @query('pa-menu') private menu?: PaMenu;

  private at: MenuAnchor = { x: 0, y: 0 };
  private more: More = NOTHING_MORE;

  @state() private row: ChatRow | null = null;
  @state() private isMuting = false;
  @state() private asking: RowQuestion | null = null;

  /** `more`: items that the opener puts above. */
  async openAt(row: ChatRow, at: MenuAnchor, more: More = NOTHING_MORE): Promise<void> {
    this.row = row;
    this.at = beside(at);
    this.more = more;
    this.isMuting = false;
    await this.updateComplete;
    await this.menu?.updateComplete;
    this.menu?.openAt(this.at);
  }

  private async handlePick(event: CustomEvent<string>): Promise<void> {
    event.stopPropagation();
    const { services, row } = this;
    const id = event.detail;
    if (!services || !row) return;
    if (id === 'mute') {
      this.isMuting = true;
      await this.updateComplete;
      await this.menu?.updateComplete;
      this.menu?.openAt(this.at);
    } else if (isAsked(id)) this.asking = id;
    else if (this.more.items.some((item) => item.id === id)) this.more.pick(id);
    else if (id === 'moveUp' || id === 'moveDown') await this.move(row, id === 'moveUp' ? -1 : 1);
    else if (id === 'markRead')
      await attempt(() => services.messenger.actions.markRead(row.chat.id));
    else {
      const change = changeOf(id, services.messenger.chats.get() ?? [], serverNow());
      if (change)
        await attempt(() => services.messenger.actions.setChatSettings(row.chat.id, change));
    }
  }

  private get pins(): ChatRow[] {
    return pinnedRows(this.services?.messenger.chats.get() ?? []);
  }

  /** Moves it among the pinned rows, by so many positions. */
  async move(row: ChatRow, by: number): Promise<void> {
    const { pins } = this;
    const from = pins.findIndex(({ chat }) => chat.id === row.chat.id);
    if (from < 0) return;
    const actions = this.services?.messenger.actions;
    for (const { chatId, pinned } of movePin(pins, from, from + by))
      await attempt(() => actions?.setChatSettings(chatId, { pinned }));
  }

  private async handleConfirm(): Promise<void> {
    const { services, row, asking } = this;
    this.asking = null;
    if (!services || !row || !asking) return;
    const { actions, groups } = services.messenger;
    const { id } = row.chat;
    const acts: Record<RowQuestion, () => Promise<unknown> | undefined> = {
      clear: () => actions.clear(id, false),
      remove: () => actions.clear(id, true),
      leave: () => groups.leave(id),
      delete: () => groups.delete(id),
      block: () => (row.peer ? actions.block(row.peer.id, true) : undefined),
    };
    const done = await attempt(acts[asking]);
    if (done && asking !== 'clear' && asking !== 'block') this.emit('pa-removed', id);
  }

  override render() {
    const { row } = this;
    if (!row) return nothing;
    return html`<pa-menu
        bare
        .label=${t().chats.acts(chatName(row))}
        .items=${this.isMuting ? listMuteItems() : [...this.more.items, ...listRowItems(row, serverNow(), this.pins)]}
        @pa-pick=${this.handlePick}
      ></pa-menu>
      <pa-ask
        .question=${this.asking ? toQuestion(this.asking, row) : null}
        @pa-confirm=${this.handleConfirm}
        @pa-close=${() => {
          this.asking = null;
        }}
      ></pa-ask>`;
  }
}

function isAsked(id: string): id is RowQuestion {
  return ['clear', 'remove', 'leave', 'delete', 'block'].includes(id);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-row-menu': PaRowMenu;
  }
  interface HTMLElementEventMap {
    /** Names the chat that was deleted from the list. */
    'pa-removed': CustomEvent<string>;
    /** Asks for the menu of a chat at an anchor, below the items that the sender itself has to offer. */
    'pa-chat-menu': CustomEvent<{ row: ChatRow; place: MenuAnchor } & More>;
  }
}

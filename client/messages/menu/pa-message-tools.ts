import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { rowHasRight } from '../../core/row-rights.ts';
import { serverNow } from '../../core/server-clock.ts';
import {
  type ChatRow,
  type ClientServices,
  type Messenger,
  servicesContext,
  type TimelineMessage,
} from '../../core/services.ts';
import type { PaEmojiPicker } from '../../emoji/pa-emoji-picker.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import { toast } from '../../ui/pa-toast.ts';
import type { NameSource } from '../../views/names.ts';
import { listAllowedActions } from '../allowed-actions.ts';
import type { MessageToolRequest } from '../tool-request.ts';
import { forwardMessages } from './forward-messages.ts';
import type { PaMessageMenu } from './pa-message-menu.ts';
import './pa-delete-messages.ts';
import './pa-forward.ts';
import './pa-message-info.ts';
import './pa-message-menu.ts';
import './pa-pins.ts';

/** The undo works a little longer than the toast offers it. */
const UNDO_MS = 8_000;

/**
 * Holds what is done with messages in a menu or a dialog, loaded when the first of them is asked for. Events:
 * `pa-act`, `pa-toggle`, `pa-jump`, `pa-done`.
 */
@customElement('pa-message-tools')
export class PaMessageTools extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @query('pa-emoji-picker') private picker?: PaEmojiPicker;
  @query('pa-message-menu') private menu?: PaMessageMenu;

  @state() private asking: MessageToolRequest | null = null;

  @property({ attribute: false }) row: ChatRow | null = null;
  @property({ attribute: false }) names: NameSource | null = null;
  @property({ attribute: false }) messenger: Messenger | null = null;

  async open(asking: MessageToolRequest): Promise<void> {
    if (asking.for === 'save') return await this.saveFiles(asking.message);
    if (asking.for === 'react') await import('../../emoji/pa-emoji-picker.ts');
    this.asking = asking;
    await this.updateComplete;
    if (asking.for === 'menu') await this.menu?.openAt(asking.place);
    if (asking.for === 'react') await this.picker?.openAt(asking.place);
  }

  private readonly close = (): void => {
    this.asking = null;
  };

  private async deleteMessages(messages: TimelineMessage[], everyone: boolean): Promise<void> {
    this.close();
    this.emit('pa-done');
    const { row, messenger } = this;
    if (!row || !messenger) return;
    const seqs = messages.map(({ seq }) => seq);
    const undo = await messenger.actions.remove(row.chat.id, seqs, everyone, UNDO_MS);
    const words = t().messages;
    const undoDelete = async () => {
      if (!(await undo())) toast(words.undoLate);
    };
    toast(words.deleteDone(seqs.length, formatNumber(seqs.length)), {
      label: words.undo,
      run: undoDelete,
    });
  }

  private forward(
    messages: TimelineMessage[],
    choice: HTMLElementEventMap['pa-forward']['detail'],
  ): void {
    this.close();
    this.emit('pa-done');
    const { row, messenger } = this;
    if (!row || !messenger) return;
    const seqs = messages.map(({ seq }) => seq);
    void forwardMessages(messenger, { chatId: row.chat.id, seqs }, choice);
  }

  private async saveFiles({ files = [] }: TimelineMessage): Promise<void> {
    const { services } = this;
    if (!services) return;
    await attempt(async () => {
      const { saveFiles } = await import('../../views/files/save.ts');
      await saveFiles(await services.files(), files);
    });
  }

  private handleUnpin({ detail }: CustomEvent<{ seq: number }>): void {
    if (this.row) void this.messenger?.actions.pin(this.row.chat.id, detail.seq, false);
  }

  override render() {
    const { asking, row } = this;
    if (!asking || !row) return nothing;
    switch (asking.for) {
      case 'menu':
        return html`<pa-message-menu
          .message=${asking.message}
          .acts=${listAllowedActions(asking.message, row, serverNow())}
        ></pa-message-menu>`;
      case 'react':
        return html`<pa-emoji-picker
          .me=${this.names?.me ?? ''}
          @pa-emoji=${({ detail }: HTMLElementEventMap['pa-emoji']) =>
            this.emit('pa-toggle', { seq: asking.message.seq, emoji: detail.emoji })}
        ></pa-emoji-picker>`;
      case 'delete':
        return this.renderDelete(asking.messages, row);
      case 'forward':
        return html`<pa-forward
          .chats=${this.messenger?.chats.get() ?? []}
          @pa-close=${this.close}
          @pa-forward=${({ detail }: HTMLElementEventMap['pa-forward']) =>
            this.forward(asking.messages, detail)}
        ></pa-forward>`;
      case 'info':
        return html`<pa-message-info
          .message=${asking.message}
          .names=${this.names}
          .messenger=${this.messenger}
          @pa-close=${this.close}
        ></pa-message-info>`;
      case 'pins':
        return this.renderPins(row);
    }
  }

  private renderDelete(messages: TimelineMessage[], row: ChatRow) {
    const now = serverNow();
    return html`<pa-delete-messages
      .count=${messages.length}
      .everyone=${messages.every((one) => listAllowedActions(one, row, now).has('deleteForAll'))}
      .alone=${row.chat.kind === 'self'}
      @pa-close=${this.close}
      @pa-delete=${({ detail }: HTMLElementEventMap['pa-delete']) =>
        this.deleteMessages(messages, detail.everyone)}
    ></pa-delete-messages>`;
  }

  private renderPins(row: ChatRow) {
    return html`<pa-pins
      .chatId=${row.chat.id}
      .may=${rowHasRight(row, 'pin')}
      .names=${this.names}
      .messenger=${this.messenger}
      @pa-close=${this.close}
      @pa-jump=${this.close}
      @pa-unpin=${this.handleUnpin}
    ></pa-pins>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message-tools': PaMessageTools;
  }
}

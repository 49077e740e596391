import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChatStatsReply } from '../../protocol/chats.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatDate, formatNumber } from '../i18n/format.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';

/** Says in a line how many messages of a group one sees, and since when. Out of reach it says nothing. */
@customElement('pa-group-stats')
export class PaGroupStats extends PaElement {
  /** The line has its place before it is known, so that nothing moves. */
  static override styles = css`
    :host {
      display: block;
      min-block-size: 1lh;
    }
  `;

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @property() chatId = '';

  private readonly stats = new Loaded(
    this,
    () => this.services?.messenger.ask('chat.stats', { chatId: this.chatId }),
    () => this.chatId,
  );

  override render() {
    return this.stats.render((stats) => html`${sentenceOf(stats)}`, {
      waiting: html``,
      failed: () => html``,
    });
  }
}

function sentenceOf({ messages, firstAt, more }: ChatStatsReply): string {
  const words = groupWords();
  if (firstAt === null) return more ? '' : words.noMessages;
  const say = more ? words.messagesAtLeast : words.messages;
  return say(formatNumber(messages), formatDate(firstAt, Date.now()));
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group-stats': PaGroupStats;
  }
}

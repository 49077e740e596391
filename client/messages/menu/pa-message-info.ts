import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { InfoReply } from '../../../protocol/messages.ts';
import { isSpoken } from '../../../protocol/rules/messages.ts';
import type { Messenger, TimelineMessage } from '../../core/services.ts';
import { formatFullTime } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { messageDialogWords } from '../../i18n/texts/message-dialogs.ts';
import { rows, written } from '../../styles/shared.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import { Loaded } from '../../ui/loaded.ts';
import { type NameSource, nameOf } from '../../views/names.ts';
import '../../views/pa-avatar.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-spinner.ts';

type Person = InfoReply['people'][number];

/** Shows who has read a message, who has received it, who reacted with what. Event: `pa-close`. */
@customElement('pa-message-info')
export class PaMessageInfo extends PaElement {
  static override styles = [
    rows,
    written,
    css`
      h3 {
        margin-block: var(--space-4) var(--space-1);
        color: var(--text-soft);
        font-size: var(--text-sm);
      }

      .row {
        padding-inline: 0;
        --avatar-size: 2.25rem;
      }

      small,
      p {
        color: var(--text-soft);
        font-size: var(--text-sm);
      }

      small {
        display: block;
      }

      .emoji {
        font-size: 1.375rem;
      }

      .wait {
        display: grid;
        place-content: center;
        min-block-size: 8rem;
      }
    `,
  ];

  private readonly info = new Loaded(this, () => {
    const { chatId, seq } = this.message ?? { chatId: '', seq: 0 };
    return this.messenger?.ask('message.info', { chatId, seq });
  });

  @property({ attribute: false }) message: TimelineMessage | null = null;
  @property({ attribute: false }) names: NameSource | null = null;
  @property({ attribute: false }) messenger: Messenger | null = null;

  override render() {
    const words = messageDialogWords();
    const { message } = this;
    if (!message) return nothing;
    return html`<pa-dialog open .heading=${words.infoTitle}>
      <p>${words.infoSent}: ${formatFullTime(message.createdAt)}</p>
      ${
        message.editedAt === null
          ? nothing
          : html`<p>${words.infoEdited}: ${formatFullTime(message.editedAt)}</p>`
      }
      ${
        message.mine && isSpoken(message) && !this.isSaved(message)
          ? html`<p>${message.played ? mediaWords().played : mediaWords().unheard}</p>`
          : nothing
      }
      ${this.info.render((info) => this.renderInfo(info, message.mine), {
        waiting: html`<div class="wait"><pa-spinner></pa-spinner></div>`,
        failed: () => html`<p role="alert">${t().errors.offline}</p>`,
      })}
    </pa-dialog>`;
  }

  private isSaved({ chatId }: TimelineMessage): boolean {
    const row = this.messenger?.chats.get()?.find(({ chat }) => chat.id === chatId);
    return row?.chat.kind === 'self';
  }

  private renderInfo(info: InfoReply, mine: boolean) {
    const words = messageDialogWords();
    const read = info.people.filter((one) => one.readAt !== null);
    const here = info.people.filter((one) => one.readAt === null && one.deliveredAt !== null);
    const waiting = info.people.filter((one) => one.deliveredAt === null && one.readAt === null);
    return html`${this.renderReactions(info)}
    ${mine ? this.renderPeople(words.infoReadBy, read, (one) => one.readAt) : nothing}
    ${here.length > 0 ? this.renderPeople(words.infoDelivered, here, (one) => one.deliveredAt) : nothing}
    ${waiting.length > 0 ? this.renderPeople(words.infoWaiting, waiting, () => null) : nothing}`;
  }

  private renderReactions({ reactions }: InfoReply) {
    if (reactions.length === 0) return nothing;
    return html`<h3>${messageDialogWords().infoReactions}</h3>
      <ul role="list">
        ${reactions.map(
          ({ userId, emoji }) =>
            html`<li class="row">${this.renderPerson(userId, '')}<span class="emoji">${emoji}</span></li>`,
        )}
      </ul>`;
  }

  private renderPeople(title: string, people: Person[], timeOf: (one: Person) => number | null) {
    const words = messageDialogWords();
    const formatWhen = (time: number | null) =>
      time === null ? '' : time === 0 ? words.longAgo : formatFullTime(time);
    return html`<h3>${title}</h3>
      ${people.length === 0 ? html`<p>${words.nobodyYet}</p>` : nothing}
      <ul role="list">
        ${people.map((one) => html`<li class="row">${this.renderPerson(one.userId, formatWhen(timeOf(one)))}</li>`)}
      </ul>`;
  }

  private renderPerson(id: string, note: string) {
    const { names, info } = this;
    const came = info.value?.users ?? [];
    const known: NameSource = {
      me: names?.me ?? '',
      findUser: (asked) => came.find((one) => one.id === asked) ?? names?.findUser(asked),
    };
    const name = nameOf(known, id);
    return html`<pa-avatar .identity=${id} .name=${name} .picture=${known.findUser(id)?.avatar ?? null}></pa-avatar>
      <span class="grow"
        ><span class="one-line cut" dir="auto" ${cutEnd()}>${name}</span>${note === '' ? nothing : html`<small>${note}</small>`}</span
      >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-message-info': PaMessageInfo;
  }
}

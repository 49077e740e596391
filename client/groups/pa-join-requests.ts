import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { JoinRequest } from '../../protocol/groups.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { personRows } from '../views/person-row.ts';
import { cardStyles } from './cards.styles.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** Lists who asks to join; for the owner and admins. It draws nothing when no request waits. */
@customElement('pa-join-requests')
export class PaJoinRequests extends PaElement {
  static override styles = [
    buttons,
    rows,
    written,
    personRows,
    cardStyles,
    css`
      .yes {
        color: var(--accent);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  private readonly counts = new StoreController(this, () => this.services?.messenger.joinRequests);
  private told: number | undefined;

  /** Out of reach no request can be answered either; the members' list says why. */
  private readonly requests = new Loaded<JoinRequest[]>(
    this,
    () => this.services?.messenger.groups.listJoinRequests(this.chatId).catch(() => []),
    () => this.chatId,
  );

  @property() chatId = '';

  override willUpdate(): void {
    const told = this.counts.value?.get(this.chatId);
    // Another person has asked, or another admin has answered.
    if (told !== undefined && told !== this.told) void this.requests.load();
    this.told = told;
  }

  private async answerRequest(userId: string, accept: boolean): Promise<void> {
    const messenger = this.services?.messenger;
    const { chatId } = this;
    if (await attempt(() => messenger?.ask('join.answer', { chatId, userId, accept }))) {
      this.requests.set((this.requests.value ?? []).filter(({ user }) => user.id !== userId));
    }
  }

  override render() {
    const requests = this.requests.value ?? [];
    if (requests.length === 0) return nothing;
    return html`<section class="card">
      <h2>${groupWords().requests(formatNumber(requests.length))}</h2>
      <ul role="list">
        ${requests.map((request) => this.renderRequest(request))}
      </ul>
    </section>`;
  }

  private renderRequest({ user }: JoinRequest) {
    const words = groupWords();
    return html`<li class="row">
      <pa-avatar .identity=${user.id} .name=${user.displayName} .picture=${user.avatar ?? null}></pa-avatar>
      <span class="grow">
        <span class="name one-line cut" dir="auto" ${cutEnd()}>${user.displayName}</span>
        <bdi class="username" dir="ltr">@${user.username}</bdi>
      </span>
      <button
        class="icon-button yes"
        title=${words.accept}
        aria-label=${words.acceptOf(user.displayName)}
        @click=${() => this.answerRequest(user.id, true)}
      >
        <pa-icon name="check"></pa-icon>
      </button>
      <button
        class="icon-button"
        title=${words.refuse}
        aria-label=${words.refuseOf(user.displayName)}
        @click=${() => this.answerRequest(user.id, false)}
      >
        <pa-icon name="close"></pa-icon>
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-join-requests': PaJoinRequests;
  }
}

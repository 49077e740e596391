import { consume } from '@lit/context';
import { css, html, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Privacy, User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { personRows } from '../views/person-row.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-avatar.ts';
import '../ui/pa-skeleton.ts';

const WRITES = ['everyone', 'nobody'] as const;
const SEES = ['everyone', 'contacts', 'nobody'] as const;

/** Who may write first, who sees one's presence, and who is blocked. */
@customElement('pa-privacy')
export class PaPrivacy extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    rows,
    written,
    personRows,
    sectionStyles,
    css`
      .button {
        flex: none;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @state()
  private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @state() private blocked: User[] | null = null;
  @state() private failure: unknown = null;

  override willUpdate(changed: PropertyValues): void {
    if (this.services && changed.has('services')) void this.load();
  }

  private async load(): Promise<void> {
    this.failure = null;
    try {
      this.blocked = (await this.services?.messenger.ask('user.blocks', {}))?.users ?? [];
    } catch (error) {
      this.failure = error;
    }
  }

  private async set(privacy: Partial<Privacy>): Promise<void> {
    await attempt(() => this.services?.account.updateMe({ privacy }));
    this.requestUpdate();
  }

  private async unblock(user: User): Promise<void> {
    const actions = this.services?.messenger.actions;
    if (await attempt(() => actions?.block(user.id, false))) {
      this.blocked = (this.blocked ?? []).filter(({ id }) => id !== user.id);
    }
  }

  override render() {
    const words = settingsWords();
    const privacy = this.me.value?.privacy;
    return html`<div class="card">
        ${this.renderChoice('whoWrites', WRITES, words.whoWritesHint, privacy?.whoWrites)}
        ${this.renderChoice('lastSeen', SEES, words.lastSeenHint, privacy?.lastSeen)}
      </div>
      <h2>${words.blocked}</h2>
      ${this.renderBlocked()}`;
  }

  private renderChoice(
    id: keyof Privacy,
    choices: readonly (typeof SEES)[number][],
    hint: string,
    now: string | undefined,
  ) {
    const words = settingsWords();
    return field(
      { id, label: words[id], hint },
      html`<select
        id=${id}
        class="input"
        aria-describedby=${describedBy(id)}
        @change=${(event: Event) => this.set({ [id]: (event.target as HTMLSelectElement).value })}
      >
        ${choices.map(
          (one) => html`<option value=${one} .selected=${one === now}>${words.who[one]}</option>`,
        )}
      </select>`,
    );
  }

  private renderBlocked() {
    if (this.failure !== null)
      return html`<p class="card faint" role="alert">
        ${problem(this.failure)}
        <button class="button" @click=${this.load}>${t().app.retry}</button>
      </p>`;
    if (this.blocked === null) return html`<pa-skeleton class="card" rows="1"></pa-skeleton>`;
    if (this.blocked.length === 0)
      return html`<p class="card faint">${settingsWords().noneBlocked}</p>`;
    return html`<ul class="card list" role="list">
      ${this.blocked.map(
        (user) => html`<li class="row">
          <pa-avatar .identity=${user.id} .name=${user.displayName}></pa-avatar>
          <span class="grow">
            <span class="name one-line cut" dir="auto" ${cutEnd()}>${user.displayName}</span>
            <bdi class="username" dir="ltr">@${user.username}</bdi>
          </span>
          <button class="button quiet" @click=${() => this.unblock(user)}>
            ${t().profile.unblock}
          </button>
        </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-privacy': PaPrivacy;
  }
}

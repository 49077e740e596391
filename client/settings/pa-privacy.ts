import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Privacy, User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { profileWords } from '../i18n/texts/profile.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { Loaded } from '../ui/loaded.ts';
import { personRows } from '../views/person-row.ts';
import { sectionStyles } from './section.styles.ts';
import '../views/pa-avatar.ts';

const WRITES = ['everyone', 'nobody'] as const;
const SEES = ['everyone', 'contacts', 'nobody'] as const;

/** Sets who may write first and who sees one's presence, and lists who is blocked. */
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

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  private readonly blocked = new Loaded(this, () =>
    this.services?.messenger.ask('user.blocks', {}).then(({ users }) => users),
  );

  private async set(privacy: Partial<Privacy>): Promise<void> {
    await attempt(() => this.services?.account.updateMe({ privacy }));
    this.requestUpdate();
  }

  private async unblock(user: User): Promise<void> {
    const actions = this.services?.messenger.actions;
    if (await attempt(() => actions?.block(user.id, false))) {
      this.blocked.set((this.blocked.value ?? []).filter(({ id }) => id !== user.id));
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
    return this.blocked.render((blocked) => this.renderPeople(blocked), {
      waiting: html`<pa-skeleton class="card" rows="1"></pa-skeleton>`,
      failed: (error) => html`<p class="card faint" role="alert">
        ${describeProblem(error)}
        <button class="button" @click=${this.blocked.load}>${t().app.retry}</button>
      </p>`,
    });
  }

  private renderPeople(blocked: User[]) {
    if (blocked.length === 0) return html`<p class="card faint">${settingsWords().noneBlocked}</p>`;
    return html`<ul class="card list" role="list">
      ${blocked.map(
        (user) => html`<li class="row">
          <pa-avatar .identity=${user.id} .name=${user.displayName} .picture=${user.avatar ?? null}></pa-avatar>
          <span class="grow">
            <span class="name one-line cut" dir="auto" ${cutEnd()}>${user.displayName}</span>
            <bdi class="username" dir="ltr">@${user.username}</bdi>
          </span>
          <button class="button quiet" @click=${() => this.unblock(user)}>
            ${profileWords().unblock}
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

import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Me } from '../../protocol/users.ts';
import { InvitationController } from '../account/invitation-state.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { door } from '../i18n/texts/doors.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { storageWords } from '../i18n/texts/storage.ts';
import { buttons } from '../styles/controls.ts';
import { bars, columnHost, rows, written } from '../styles/shared.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import type { IconName } from '../ui/icons.ts';
import { paths } from '../ui/paths.ts';
import type { SectionName } from './sections.ts';
import './pa-log-out.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** Lists the settings' sections, with oneself at the head. */
@customElement('pa-settings')
export class PaSettings extends PaElement {
  static override styles = [
    buttons,
    bars,
    rows,
    written,
    columnHost,
    css`
      nav {
        flex: 1;
        padding: var(--space-2);
        overflow: hidden auto;
      }

      .me {
        padding-block: var(--space-4);
        --avatar-size: 4.25rem;
      }

      @media (max-width: 16em) {
        .me {
          --avatar-size: 2.5rem;
        }
      }

      .name {
        display: block;
        font-size: var(--text-lg);
        font-weight: var(--weight-bold);
        line-height: var(--leading-tight);
      }

      .handle {
        color: var(--text-faint);
        font-size: var(--text-sm);
      }

      hr {
        margin: var(--space-2) var(--space-3);
        border: 0;
        border-block-start: 1px solid var(--line);
      }

      .row > pa-icon:first-child {
        color: var(--accent);
      }

      .row > pa-icon:last-child {
        color: var(--text-faint);
        --icon-size: 1.125rem;
      }

      .row.danger > pa-icon:first-child {
        color: inherit;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  private readonly invitation = new InvitationController(this, () => this.services);

  @state() private isLeaving = false;

  @property({ attribute: false }) section: string | null = null;

  override render() {
    const words = settingsWords();
    return html`
      <header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${words.title}</h1>
      </header>
      <nav aria-label=${words.title}>
        ${this.me.value ? this.renderMe(this.me.value) : null}
        <hr />
        ${this.renderRow('appearance', 'palette', words.appearance)}
        ${this.renderRow('notifications', 'bell', words.notifications)}
        ${this.renderRow('storage', 'archive', storageWords().title)}
        ${this.renderRow('privacy', 'shield', words.privacy)}
        ${this.renderRow('password', 'key', words.password)}
        ${this.renderRow('sessions', 'device', words.sessions)}
        ${this.renderRow('account', 'user', serverTexts().account)}
        ${this.invitation.mayInvite ? this.renderRow('invites', 'userPlus', serverTexts().invite) : null}
        ${this.renderRow('install', 'download', t().app.install)}
        ${this.renderRow('program', 'info', words.program)}
        ${this.me.value?.role === 'admin' ? this.renderAdmin() : null}
        <hr />
        <button
          class="row danger"
          @click=${() => {
            this.isLeaving = true;
          }}
        >
          <pa-icon name="logOut"></pa-icon><span class="grow">${words.logOut}</span>
        </button>
      </nav>
      <pa-log-out
        .open=${this.isLeaving}
        @pa-close=${() => {
          this.isLeaving = false;
        }}
      ></pa-log-out>
    `;
  }

  private renderAdmin() {
    return html`<hr />
      <a class="row" href=${paths.admin()}>
        <pa-icon name="settings"></pa-icon><span class="grow">${door().toAdmin}</span>
        <pa-icon name="next"></pa-icon>
      </a>`;
  }

  private renderMe(me: Me) {
    return html`<a
      class="row me"
      href=${paths.settings('profile')}
      aria-current=${this.section === 'profile' ? 'page' : 'false'}
    >
      <pa-avatar .identity=${me.id} .name=${me.displayName} .picture=${me.avatar ?? null}></pa-avatar>
      <span class="grow">
        <bdi class="name one-line cut" ${cutEnd()}>${me.displayName}</bdi>
        <bdi class="handle" dir="ltr">@${me.username}</bdi>
      </span>
      <pa-icon name="next"></pa-icon>
    </a>`;
  }

  private renderRow(section: SectionName, icon: IconName, label: string) {
    return html`<a
      class="row"
      href=${paths.settings(section)}
      aria-current=${this.section === section ? 'page' : 'false'}
    >
      <pa-icon .name=${icon}></pa-icon><span class="grow">${label}</span>
      <pa-icon name="next"></pa-icon>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-settings': PaSettings;
  }
}

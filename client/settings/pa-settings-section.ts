import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../i18n/locale.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { storageWords } from '../i18n/texts/storage.ts';
import { buttons } from '../styles/controls.ts';
import { bars } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import './pa-account-data.ts';
import './pa-appearance.ts';
import './pa-edit-profile.ts';
import './pa-server-invites.ts';
import './pa-install.ts';
import './pa-notifications.ts';
import './pa-password.ts';
import './pa-privacy.ts';
import './pa-program.ts';
import './pa-sessions.ts';
import './pa-storage.ts';
import type { SectionName } from './sections.ts';
import '../ui/pa-icon.ts';

type Section = { title(): string; draw(): TemplateResult };

const SECTIONS: Record<SectionName, Section> = {
  profile: {
    title: () => settingsWords().profile,
    draw: () => html`<pa-edit-profile></pa-edit-profile>`,
  },
  appearance: {
    title: () => settingsWords().appearance,
    draw: () => html`<pa-appearance></pa-appearance>`,
  },
  notifications: {
    title: () => settingsWords().notifications,
    draw: () => html`<pa-notifications></pa-notifications>`,
  },
  storage: {
    title: () => storageWords().title,
    draw: () => html`<pa-storage></pa-storage>`,
  },
  privacy: {
    title: () => settingsWords().privacy,
    draw: () => html`<pa-privacy></pa-privacy>`,
  },
  password: {
    title: () => settingsWords().password,
    draw: () => html`<pa-password></pa-password>`,
  },
  sessions: {
    title: () => settingsWords().sessions,
    draw: () => html`<pa-sessions></pa-sessions>`,
  },
  invites: {
    title: () => serverTexts().invite,
    draw: () => html`<pa-server-invites></pa-server-invites>`,
  },
  account: {
    title: () => serverTexts().account,
    draw: () => html`<pa-account-data></pa-account-data>`,
  },
  install: {
    title: () => t().app.install,
    draw: () => html`<pa-install></pa-install>`,
  },
  program: {
    title: () => settingsWords().program,
    draw: () => html`<pa-program></pa-program>`,
  },
};

/** One section of the settings under its title. */
@customElement('pa-settings-section')
export class PaSettingsSection extends PaElement {
  static override styles = [
    buttons,
    bars,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }

      .content {
        flex: 1;
        padding: var(--space-5) var(--space-4) calc(var(--space-6) + env(safe-area-inset-bottom));
        overflow: hidden auto;
      }

      .within {
        max-inline-size: 34rem;
        margin-inline: auto;
      }

      @media (min-width: 56.25rem) {
        .icon-button {
          display: none;
        }
      }
    `,
  ];

  @property() section = '';

  override render() {
    const section = this.section in SECTIONS ? SECTIONS[this.section as SectionName] : undefined;
    return html`
      <header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${section?.title() ?? t().app.lostTitle}</h1>
      </header>
      <div class="content"><div class="within">${section?.draw()}</div></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-settings-section': PaSettingsSection;
  }
}

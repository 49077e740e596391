import { consume } from '@lit/context';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { type AdminTexts, admin } from '../i18n/texts/admin.ts';
import { buttons } from '../styles/controls.ts';
import { bars, columnHost, hidden } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import './pa-accounts.ts';
import './pa-all-invites.ts';
import './pa-audit.ts';
import './pa-server.ts';
import './pa-overview.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';

type SectionName = keyof AdminTexts['sections'];

const SECTIONS: Record<SectionName, (account: string | null) => TemplateResult> = {
  overview: () => html`<pa-overview></pa-overview>`,
  users: (account) => html`<pa-accounts .wanted=${account}></pa-accounts>`,
  invites: () => html`<pa-all-invites></pa-all-invites>`,
  server: () => html`<pa-server></pa-server>`,
  log: () => html`<pa-audit></pa-audit>`,
};

/** /admin: what administrators see of the server. For all others there is no such page. */
@customElement('pa-admin')
export class PaAdmin extends PaElement {
  static override styles = [
    buttons,
    bars,
    hidden,
    columnHost,
    css`
      nav {
        display: flex;
        flex: none;
        padding-inline: var(--space-1);
        overflow: auto hidden;
        background: var(--surface);
        border-block-end: 1px solid var(--line);
        scrollbar-width: none;
      }

      nav a {
        display: grid;
        flex: 1 0 auto;
        place-content: center;
        min-block-size: var(--touch);
        padding-inline: var(--space-3);
        color: var(--text-soft);
        font-size: var(--text-md);
        text-decoration: none;
        border-block-end: 3px solid transparent;
      }

      nav a[aria-current='page'] {
        color: var(--accent-strong);
        font-weight: var(--weight-medium);
        border-color: var(--accent);
      }

      nav a:focus-visible {
        outline-offset: -3px;
      }

      .content {
        flex: 1;
        padding: var(--space-4) var(--space-3) calc(var(--space-6) + env(safe-area-inset-bottom));
        overflow: hidden auto;
        scrollbar-width: thin;
      }

      .within {
        max-inline-size: 46rem;
        margin-inline: auto;
      }

      .lost {
        flex: 1;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @property() section = '';
  @property({ attribute: false }) account: string | null = null;

  override render() {
    const name = (this.section || 'overview') as SectionName;
    if (this.me.value?.role !== 'admin' || !(name in SECTIONS)) return this.renderLost();
    const words = admin();
    return html`
      <header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${words.title}</h1>
      </header>
      <nav class="tabs" aria-label=${words.title} @click=${this.handleNav}>
        ${(Object.keys(SECTIONS) as SectionName[]).map(
          (one) => html`<a
            href=${paths.admin(one === 'overview' ? undefined : one)}
            aria-current=${one === name ? 'page' : 'false'}
            >${words.sections[one]}</a
          >`,
        )}
      </nav>
      <div class="content"><div class="within">${SECTIONS[name](this.account)}</div></div>
    `;
  }

  /** A section replaces the entry of the one before: Back leads out of the page and not through all of them. */
  private handleNav(event: MouseEvent): void {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.emit('pa-go', { path: link.pathname, replace: true });
  }

  private renderLost() {
    return html`<h1 class="visually-hidden">${t().app.name}</h1>
      <pa-empty class="lost" icon="search" .heading=${t().app.lostTitle} .text=${t().app.lostText}>
        <a class="button" href=${paths.home}>${t().app.home}</a>
      </pa-empty>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-admin': PaAdmin;
  }
}

import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEntry, AuditReply } from '../../protocol/house.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { fullTime, machineTime, shortTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { admin } from '../i18n/texts/admin.ts';
import { buttons } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { NowController } from '../ui/now.ts';
import { adminStyles } from './admin.styles.ts';
import { detailsText } from './audit-details.ts';

/** Who did what to the house, newest first. */
@customElement('pa-audit')
export class PaAudit extends PaElement {
  static override styles = [
    buttons,
    adminStyles,
    css`
      li {
        display: flex;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-3);
      }

      li + li {
        border-block-start: 1px solid var(--line);
      }

      .what {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .what .faint {
        display: block;
      }

      time {
        flex: none;
      }
    `,
  ];

  private readonly clock = new NowController(this, 60_000);
  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly known = new Loaded<AuditReply>(this, () =>
    this.services?.call('GET', '/api/admin/audit'),
  );

  @state() private busy = false;

  private async older(): Promise<void> {
    const { value } = this.known;
    const last = value?.entries.at(-1);
    if (this.busy || !value || !last) return;
    this.busy = true;
    await attempt(async () => {
      const path = `/api/admin/audit?before=${last.id}`;
      const next = await this.services?.call<AuditReply>('GET', path);
      if (next) this.known.set({ ...next, entries: [...value.entries, ...next.entries] });
    });
    this.busy = false;
  }

  override render() {
    const words = admin();
    return this.known.render(({ entries, more }) =>
      entries.length === 0
        ? html`<p class="card faint">${words.noLog}</p>`
        : html`<ul class="card list" role="list">
              ${entries.map((entry) => this.renderEntry(entry))}
            </ul>
            ${more ? html`<button class="button wide" ?disabled=${this.busy} @click=${this.older}>${words.older}</button>` : nothing}`,
    );
  }

  private renderEntry(entry: AuditEntry) {
    const words = admin();
    const gone = t().chats.deletedAccount;
    const name = (username: string) => (username.startsWith('deleted-') ? gone : `@${username}`);
    const who = entry.actor === null ? words.console : name(entry.actor);
    const act = words.acts[entry.act] ?? entry.act;
    const target = entry.target === null || entry.target === entry.actor ? '' : name(entry.target);
    const more = detailsText(entry);
    return html`<li>
      <span class="what">
        ${words.act(who, act, target)}${more === '' ? nothing : html`<span class="faint">${more}</span>`}
      </span>
      <time class="faint" title=${fullTime(entry.at)} datetime=${machineTime(entry.at)}
        >${shortTime(entry.at, this.clock.now)}</time
      >
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-audit': PaAudit;
  }
}

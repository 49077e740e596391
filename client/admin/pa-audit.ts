import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEntry, AuditReply } from '../../protocol/audit.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatFullTime, formatShortTime, toMachineTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { admin } from '../i18n/texts/admin.ts';
import { buttons } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { NowController } from '../ui/now.ts';
import { adminStyles } from './admin.styles.ts';
import { detailsText } from './audit-details.ts';

/** Lists who did what to the server, newest first. */
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

      .who {
        font-weight: var(--weight-medium);
      }

      .handle {
        color: var(--text-faint);
        font-weight: normal;
      }

      time {
        flex: none;
      }
    `,
  ];

  private readonly clock = new NowController(this, 60_000);
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<AuditReply>(this, () =>
    this.services?.call('GET', '/api/admin/audit'),
  );

  @state() private isBusy = false;

  private async loadOlder(): Promise<void> {
    const { value } = this.known;
    const last = value?.entries.at(-1);
    if (this.isBusy || !value || !last) return;
    this.isBusy = true;
    await attempt(async () => {
      const path = `/api/admin/audit?before=${last.id}`;
      const next = await this.services?.call<AuditReply>('GET', path);
      if (next) this.known.set({ ...next, entries: [...value.entries, ...next.entries] });
    });
    this.isBusy = false;
  }

  override render() {
    const words = admin();
    return this.known.render(({ entries, more }) =>
      entries.length === 0
        ? html`<p class="card faint">${words.noLog}</p>`
        : html`<ul class="card list" role="list">
              ${entries.map((entry) => this.renderEntry(entry))}
            </ul>
            ${more ? html`<button class="button wide" ?disabled=${this.isBusy} @click=${this.loadOlder}>${words.older}</button>` : nothing}`,
    );
  }

  private renderEntry(entry: AuditEntry) {
    const words = admin();
    const { actor, actorName, target, targetName } = entry;
    const who = actor === null ? words.console : renderPerson(actor, actorName);
    const whom = target === null || target === actor ? nothing : renderPerson(target, targetName);
    const more = detailsText(entry);
    const faint = whom !== nothing || more !== '';
    return html`<li>
      <span class="what">
        <span class="who">${who}</span>${words.did(words.acts[entry.action] ?? entry.action)}
        ${faint ? html`<span class="faint">${whom}${whom !== nothing && more !== '' ? ' · ' : nothing}${more}</span>` : nothing}
      </span>
      <time class="faint" title=${formatFullTime(entry.at)} datetime=${toMachineTime(entry.at)}
        >${formatShortTime(entry.at, this.clock.now)}</time
      >
    </li>`;
  }
}

/** A person has a name, and a username that no other account has; each stands apart from the sentence around it. */
function renderPerson(username: string, name: string | null) {
  if (name === null) return html`<bdi>${t().chats.deletedAccount}</bdi>`;
  return html`<bdi>${name}</bdi> <bdi class="handle" dir="ltr">@${username}</bdi>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-audit': PaAudit;
  }
}

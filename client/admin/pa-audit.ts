import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { AuditEntry, AuditReply } from '../../protocol/audit.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
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

/** Who did what to the server, newest first. */
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
    const { actor, actorName, target, targetName } = entry;
    const who = actor === null ? words.console : person(actor, actorName);
    const whom = target === null || target === actor ? nothing : person(target, targetName);
    const more = detailsText(entry);
    const faint = whom !== nothing || more !== '';
    return html`<li>
      <span class="what">
        <span class="who">${who}</span>${words.did(words.acts[entry.act] ?? entry.act)}
        ${faint ? html`<span class="faint">${whom}${whom !== nothing && more !== '' ? ' · ' : nothing}${more}</span>` : nothing}
      </span>
      <time class="faint" title=${fullTime(entry.at)} datetime=${machineTime(entry.at)}
        >${shortTime(entry.at, this.clock.now)}</time
      >
    </li>`;
  }
}

/** By name, and by the username that is nobody else's; each of them apart from the sentence around it. */
function person(username: string, name: string | null) {
  if (name === null) return html`<bdi>${t().chats.deletedAccount}</bdi>`;
  return html`<bdi>${name}</bdi> <bdi class="handle" dir="ltr">@${username}</bdi>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-audit': PaAudit;
  }
}

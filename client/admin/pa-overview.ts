import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { OverviewReply } from '../../protocol/overview.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import {
  formatDate,
  formatFullTime,
  formatNumber,
  formatSize,
  formatTimeOfDay,
  localizeDigits,
} from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { admin } from '../i18n/texts/admin.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { NowController } from '../ui/now.ts';
import { adminStyles } from './admin.styles.ts';
import { backupState, newestOf } from './health.ts';
import { formatPeriod } from './period.ts';
import { sparkline, sparklineStyles } from './sparkline.ts';
import './pa-dead-jobs.ts';
import './pa-server-storage.ts';
import '../ui/pa-icon.ts';

const SERIES = ['connections', 'messages', 'commitMs', 'memoryMb', 'lagMs'] as const;
/** A point a minute is added to the series. */
const EVERY_MS = 60_000;

/** Shows how the server does: numbers, the last hour, disk, backups. */
@customElement('pa-overview')
export class PaOverview extends PaElement {
  static override styles = [
    buttons,
    adminStyles,
    sparklineStyles,
    css`
      .counts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
        gap: var(--space-2);
      }

      .counts div {
        display: grid;
        padding: var(--space-3);
        text-align: center;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
      }

      .counts dd {
        order: -1;
        font-size: var(--text-xl);
        font-weight: var(--weight-bold);
        line-height: var(--leading-tight);
      }

      .counts dt {
        color: var(--text-faint);
        font-size: var(--text-sm);
      }

      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: var(--space-2);
      }

      .fine {
        color: var(--text-soft);
      }
    `,
  ];

  private readonly clock = new NowController(this, EVERY_MS);
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<OverviewReply>(this, () =>
    this.services?.call('GET', '/api/admin/overview'),
  );
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.known.load();
    }, EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render() {
    return this.known.render(
      (known) => html`${this.renderCounts(known)} ${this.renderPush(known)}
      ${this.renderDeadJobs(known)} ${this.renderBackups(known)}
      ${this.renderCharts(known)}
        <pa-server-storage .overview=${known}></pa-server-storage>
        ${this.renderFacts(known)}
        <button class="button wide" @click=${this.known.load}>
          <pa-icon name="retry"></pa-icon>${admin().refresh}
        </button>`,
    );
  }

  private renderCounts({ users, chats, messages, connections }: OverviewReply) {
    const words = admin();
    const count = (value: number, name: string) =>
      html`<div><dt>${name}</dt><dd>${formatNumber(value)}</dd></div>`;
    return html`<dl class="counts">
      ${count(users, words.people)} ${count(connections, words.connections)}
      ${count(chats, words.chats)} ${count(messages, words.messages)}
    </dl>`;
  }

  /** A page may be newer than its server for a moment. */
  private renderPush({ pushUnreachable = [] }: Partial<OverviewReply>) {
    if (pushUnreachable.length === 0) return nothing;
    const words = admin();
    return html`<div class="card">
      ${this.renderWarning(words.pushUnreachable)}
      <ul role="list">
        ${pushUnreachable.map((origin) => html`<li><code dir="ltr">${origin}</code></li>`)}
      </ul>
      <p class="faint">${words.pushUnreachableHint}</p>
    </div>`;
  }

  /** A page may be newer than its server for a moment. */
  private renderDeadJobs({ jobsDead = 0, deadJobs = [] }: Partial<OverviewReply>) {
    return html`<pa-dead-jobs
      .count=${jobsDead}
      .jobs=${deadJobs}
      @pa-changed=${this.known.load}
    ></pa-dead-jobs>`;
  }

  private renderBackups(known: OverviewReply) {
    const words = admin();
    const state = backupState(known, this.clock.now);
    const newest = newestOf(known.backups);
    const warning = { none: words.backupNone, old: words.backupOld, off: words.backupNever }[
      state as 'none' | 'old' | 'off'
    ];
    return html`<h2>${words.backups}</h2>
      <div class="card">
        ${warning ? this.renderWarning(warning) : nothing}
        ${newest ? html`<p>${words.backupNewest(this.formatWhen(newest.at), formatSize(newest.bytes))}</p>` : nothing}
        ${known.backupEvery === null ? nothing : html`<p class="faint">${words.backupEvery(formatPeriod(known.backupEvery))}</p>`}
        ${state === 'fine' ? nothing : html`<p class="faint">${words.backupHow}</p><code dir="ltr">payambar backup</code>`}
      </div>`;
  }

  private renderWarning(text: string) {
    return html`<p class="warning" role="alert"><pa-icon name="alert"></pa-icon>${text}</p>`;
  }

  private renderCharts({ series, connections }: OverviewReply) {
    const words = admin();
    const points = series.at.length;
    // The last point may be a minute old; the number above it is the current one.
    const valuesOf = (name: (typeof SERIES)[number]) =>
      name === 'connections' ? [...series.connections, connections] : series[name];
    if (points === 0) return html`<p class="card faint">${words.noSeries}</p>`;
    return html`<h2>${words.lastMinutes(formatNumber(points))}</h2>
      <div class="charts">
        ${SERIES.map((name) => sparkline(words.series[name], valuesOf(name)))}
      </div>`;
  }

  private renderFacts(known: OverviewReply) {
    const words = admin();
    return html`<h2>${words.sections.server}</h2>
      <div class="card">
        <dl class="facts">
          <dt>${words.database}</dt>
          <dd>${formatSize(known.databaseBytes)}</dd>
          ${
            known.walBytes === null
              ? ''
              : html`<dt>${words.wal}</dt>
                  <dd>${formatSize(known.walBytes)}</dd>`
          }
          <dt>${words.files}</dt>
          <dd>${formatSize(known.filesBytes)}</dd>
          <dt>${words.version}</dt>
          <dd><bdi>${localizeDigits(known.version)}</bdi></dd>
          <dt>${words.runningSince}</dt>
          <dd>${formatFullTime(known.startedAt)}</dd>
        </dl>
      </div>`;
  }

  private formatWhen(at: number): string {
    return t().dates.at(formatDate(at, this.clock.now), formatTimeOfDay(at));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-overview': PaOverview;
  }
}

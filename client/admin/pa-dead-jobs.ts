import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DeadJob, JobBody } from '../../protocol/overview.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatFullTime, formatNumber } from '../i18n/format.ts';
import { admin } from '../i18n/texts/admin.ts';
import { buttons } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { adminStyles } from './admin.styles.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-icon.ts';

/** Lists work behind the requests that was given up: each is tried again, or dropped after a question. */
@customElement('pa-dead-jobs')
export class PaDeadJobs extends PaElement {
  static override styles = [
    buttons,
    adminStyles,
    css`
      li {
        display: grid;
        gap: var(--space-2);
      }

      code {
        overflow-wrap: anywhere;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) jobs: readonly DeadJob[] = [];
  /** How many there are; the list may be shorter. */
  @property({ attribute: false }) count = 0;
  @state() private dropping: JobBody | null = null;
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  override render() {
    if (this.count === 0) return nothing;
    const words = admin();
    return html`<h2>${words.deadJobs}</h2>
      <div class="card">
        <p class="warning" role="alert">
          <pa-icon name="alert"></pa-icon>${words.deadJobsCount(formatNumber(this.count))}
        </p>
        <ul role="list">${this.jobs.map((job) => this.renderJob(job))}</ul>
        <p class="faint">${words.deadJobsHint}</p>
      </div>
      <pa-ask
        .question=${
          this.dropping
            ? { heading: words.dropJobAsk, text: words.dropJobText, label: words.dropJob }
            : null
        }
        @pa-confirm=${() => this.drop()}
        @pa-close=${() => {
          this.dropping = null;
        }}
      ></pa-ask>`;
  }

  private renderJob(job: DeadJob) {
    const words = admin();
    const { kind, key, error, deadAt } = job;
    return html`<li>
      <p>
        ${words.jobKinds[kind] ?? html`<code dir="ltr">${kind}</code>`}
        <span class="faint">${formatFullTime(deadAt)}</span>
      </p>
      <code dir="ltr">${error ?? ''}</code>
      <code class="faint" dir="ltr">${key}</code>
      <div class="acts">
        <button class="button" @click=${() => this.act('retry', { kind, key })}>
          <pa-icon name="retry"></pa-icon>${words.retryJob}
        </button>
        <button
          class="button danger"
          @click=${() => {
            this.dropping = { kind, key };
          }}
        >
          <pa-icon name="trash"></pa-icon>${words.dropJob}
        </button>
      </div>
    </li>`;
  }

  private async drop(): Promise<void> {
    const job = this.dropping;
    this.dropping = null;
    if (job) await this.act('drop', job);
  }

  private async act(what: 'retry' | 'drop', job: JobBody): Promise<void> {
    await attempt(() => this.services?.call('POST', `/api/admin/jobs/${what}`, job));
    this.dispatchEvent(new Event('pa-changed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-dead-jobs': PaDeadJobs;
  }
}

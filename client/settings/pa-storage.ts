import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { StorageReply } from '../../protocol/files.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatSize } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { storageWords } from '../i18n/texts/storage.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { Loaded } from '../ui/loaded.ts';
import { toast } from '../ui/pa-toast.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import { automaticLoading, setAutomaticLoading } from '../views/files/automatic.ts';
import { sectionStyles } from './section.styles.ts';

const WAYS = ['device', 'always', 'never'] as const;
/** Bytes of one picture. */
const SIZES = [100_000, 500_000, 1_000_000, 5_000_000, Number.MAX_SAFE_INTEGER];

/** What loads by itself, what this device keeps of files, and what one's own take on the server. */
@customElement('pa-storage')
export class PaStorage extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    switches,
    sectionStyles,
    css`
      .card > .switch {
        padding-inline: 0;
      }

      dl {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-md);
      }

      .bar {
        block-size: 0.5rem;
        overflow: hidden;
        background: var(--surface-sunken);
        border-radius: var(--radius-full);
      }

      .bar::before {
        display: block;
        block-size: 100%;
        inline-size: calc(var(--share) * 100%);
        background: var(--accent);
        border-radius: inherit;
        content: '';
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @state()
  private services?: ClientServices;
  protected readonly chosen = new StoreController(this, () => automaticLoading);
  private readonly kept = new Loaded(this, () =>
    this.services?.files().then((files) => files.measureStored()),
  );
  private readonly stored = new Loaded(this, () =>
    this.services?.call<StorageReply>('GET', '/api/me/storage'),
  );

  private async clear(): Promise<void> {
    const cleared = await attempt(async () => await (await this.services?.files())?.clear());
    if (!cleared) return;
    await this.kept.load();
    toast(storageWords().cleared);
  }

  override render() {
    const words = storageWords();
    return html`<h2>${words.automatic}</h2>
      ${this.renderAutomatic()}
      <h2>${words.here}</h2>
      ${this.renderKept()}
      <h2>${words.onServer}</h2>
      ${this.renderStored()}`;
  }

  private renderAutomatic() {
    const words = storageWords();
    const { metered, pictures, moving, most, previews } = automaticLoading.get();
    const off = metered === 'never';
    const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`<div class="card">
      <p class="faint">${words.automaticHint}</p>
      ${field(
        { id: 'metered', label: words.metered },
        html`<select
          id="metered"
          class="input"
          @change=${(event: Event) =>
            setAutomaticLoading({ metered: WAYS.find((way) => way === chosen(event)) ?? 'device' })}
        >
          ${WAYS.map(
            (way) =>
              html`<option value=${way} .selected=${way === metered}>${words.meteredWays[way]}</option>`,
          )}
        </select>`,
      )}
      ${switchRow(words.pictures, pictures, (on) => setAutomaticLoading({ pictures: on }), off)}
      ${switchRow(words.moving, moving, (on) => setAutomaticLoading({ moving: on }), off || !pictures)}
      ${field(
        { id: 'most', label: words.most, hint: words.mostHint },
        html`<select
          id="most"
          class="input"
          aria-describedby=${describedBy('most')}
          ?disabled=${off || !pictures}
          @change=${(event: Event) => setAutomaticLoading({ most: Number(chosen(event)) })}
        >
          ${SIZES.map(
            (bytes) => html`<option value=${bytes} .selected=${bytes === most}>
              ${bytes === Number.MAX_SAFE_INTEGER ? words.noLimit : words.upTo(formatSize(bytes))}
            </option>`,
          )}
        </select>`,
      )}
      ${switchRow(words.previews, previews, (on) => setAutomaticLoading({ previews: on }))}
    </div>`;
  }

  private renderKept() {
    const words = storageWords();
    return html`<div class="card">
      <p class="faint">${words.hereHint}</p>
      ${this.kept.render(
        ({ thumbs, whole }) => html`<dl>
            <dt>${words.whole}</dt>
            <dd>${formatSize(whole)}</dd>
            <dt>${words.thumbs}</dt>
            <dd>${formatSize(thumbs)}</dd>
          </dl>
          <button class="button" ?disabled=${thumbs + whole === 0} @click=${this.clear}>
            ${words.clear}
          </button>`,
        { waiting: html`<pa-skeleton rows="1"></pa-skeleton>` },
      )}
    </div>`;
  }

  private renderStored() {
    const words = storageWords();
    return html`<div class="card">
      ${this.stored.render(
        ({ used, quota }) => html`<p>
            ${quota === null ? words.used(formatSize(used)) : words.usedOf(formatSize(used), formatSize(quota))}
          </p>
          ${
            quota === null
              ? nothing
              : html`<div class="bar" .style=${`--share: ${Math.min(1, used / Math.max(1, quota))}`}></div>`
          }`,
        {
          waiting: html`<pa-skeleton rows="1"></pa-skeleton>`,
          failed: (error) => html`<p class="faint" role="alert">${describeProblem(error)}</p>
            <button class="button" @click=${this.stored.load}>${t().app.retry}</button>`,
        },
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-storage': PaStorage;
  }
}

import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { FileInfo } from '../../../protocol/files.ts';
import { shortenName } from '../../../protocol/rules/file-name.ts';
import { pendingFileOf } from '../../core/local-db/outgoing-file.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { formatPercent, formatSize } from '../../i18n/format.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { fileCategoryOf } from '../../media/file-category.ts';
import { fileIconOf } from '../../media/file-icons.ts';
import { PaElement } from '../../ui/element.ts';
import { fileAddress } from './addresses.ts';
import { mediaIcon } from './icons.ts';
import { isSavedHere, saveFile } from './save.ts';

/** Of a longer name the middle is left out: what is cut off at the end could be the ending. */
const NAME_LENGTH = 60;

/** A file by its name: a press saves it, and shows how far that has come. */
@customElement('pa-file')
export class PaFile extends PaElement {
  static override styles = css`
    :host {
      display: block;
      inline-size: 17rem;
      max-inline-size: 100%;
    }

    .file {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-items: center;
      gap: 0.625rem;
      min-block-size: 3.25rem;
      padding-block: 0.25rem;
      color: inherit;
      text-decoration: none;
      border-radius: var(--radius-md);
    }

    .icon {
      position: relative;
      display: grid;
      place-content: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      color: var(--accent-strong);
      line-height: 0;
      background: color-mix(in srgb, var(--accent) 14%, transparent);
      border-radius: var(--radius-md);
    }

    .icon svg {
      inline-size: 1.375rem;
      block-size: 1.375rem;
      stroke-width: 1.75;
    }

    .coming {
      border-radius: var(--radius-full);
    }

    .coming::before {
      position: absolute;
      inset: 0;
      background: conic-gradient(var(--accent) calc(var(--share) * 1turn), transparent 0);
      border-radius: inherit;
      mask: radial-gradient(closest-side, transparent calc(100% - 3px), #000 calc(100% - 2.5px));
      content: '';
    }

    .about {
      display: grid;
      line-height: 1.5;
    }

    /* Up to three lines, which have room for a name of NAME_LENGTH. */
    .name {
      display: -webkit-box;
      overflow: hidden;
      font-weight: var(--weight-medium);
      text-align: -webkit-match-parent;
    text-align: match-parent;
      overflow-wrap: anywhere;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
    }

    .size {
      color: var(--meta, var(--text-faint));
      font-size: var(--text-sm);
    }

    .failed {
      color: var(--danger);
    }
  `;

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  /** The share that has come, or what became of it. */
  @state() private coming: number | 'failed' | null = null;
  private stop: AbortController | undefined;

  @property({ attribute: false }) file: FileInfo | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.abort();
    this.coming = null;
  }

  private handleClick(event: MouseEvent): void {
    const { file } = this;
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (file && pendingFileOf(file.id)) return;
    if (!file || !plain || !isSavedHere(file)) return;
    event.preventDefault();
    if (typeof this.coming === 'number') this.stop?.abort();
    else void this.save(file);
  }

  private async save(file: FileInfo): Promise<void> {
    const { services } = this;
    if (!services) return;
    const stop = new AbortController();
    this.stop = stop;
    this.coming = 0;
    try {
      const files = await services.files();
      await saveFile(files, file, stop.signal, (share) => {
        this.coming = share;
      });
      this.coming = null;
    } catch {
      this.coming = stop.signal.aborted ? null : 'failed';
    }
  }

  override render() {
    const { file, coming } = this;
    if (!file) return null;
    const words = mediaWords();
    const comes = typeof coming === 'number';
    const address = pendingFileOf(file.id) ? nothing : fileAddress(file);
    return html`<a class="file" href=${address} download=${file.name} @click=${this.handleClick}>
      <span
        class=${comes ? 'icon coming' : 'icon'}
        .style=${`--share: ${comes ? coming : 0}`}
        role=${comes ? 'img' : 'presentation'}
        aria-label=${comes ? words.stopLoading : ''}
        >${
          comes
            ? mediaIcon('close')
            : coming
              ? mediaIcon('retry')
              : unsafeHTML(fileIconOf(fileCategoryOf(file)))
        }</span
      >
      <span class="about"
        ><bdi class="name">${shortenName(file.name, NAME_LENGTH, '…')}</bdi>${
          coming === 'failed'
            ? html`<span class="size failed" role="status">${words.notLoaded}</span>`
            : html`<span class="size"
                >${comes ? `${formatPercent(coming)} · ` : ''}${formatSize(file.size)}</span
              >`
        }</span
      >
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-file': PaFile;
  }
}

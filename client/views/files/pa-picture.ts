import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileInfo } from '../../../protocol/files.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { formatSize } from '../../i18n/format.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { drawThumbhash } from '../../media/thumbhash-picture.ts';
import { PaElement } from '../../ui/element.ts';
import { automaticLoading, loadsByItself } from './automatic.ts';
import { mediaIcon } from './icons.ts';
import { isVideo, mayMove } from './kinds.ts';
import { pictureForm } from './sharpness.ts';
import { ShownPicture } from './shown-picture.ts';

/**
 * A picture, or the first frame of a video, that fills its place: blurred, then small, then as sharp as the place asks for.
 * Slot: what is drawn on it. Events: `pa-open-file`; `pa-undecodable` when its bytes are there and are no picture that this
 * browser knows.
 */
@customElement('pa-picture')
export class PaPicture extends PaElement {
  static override styles = css`
    :host {
      position: relative;
      display: grid;
      overflow: hidden;
      line-height: 0;
      background: color-mix(in srgb, var(--text) 8%, transparent);
    }

    canvas,
    img {
      grid-area: 1 / 1;
      inline-size: 100%;
      block-size: 100%;
      min-inline-size: 0;
      min-block-size: 0;
      object-fit: cover;
    }

    /* No fading: each would be a layer of its own, and a page that is scrolled fast has many of them at once. */
    img {
      visibility: hidden;
    }

    img.there {
      visibility: visible;
    }

    slot {
      grid-area: 1 / 1;
      display: grid;
      z-index: 1;
      pointer-events: none;
    }

    button {
      position: absolute;
      inset: 0;
      padding: 0;
      background: none;
      border: 0;
    }

    button:focus-visible {
      z-index: 2;
      outline: 3px solid var(--focus);
      outline-offset: -3px;
    }

    .ask {
      z-index: 2;
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 0.25rem;
      color: #fff;
      font-size: 0.75rem;
      line-height: 1.3;
      text-shadow: 0 0 3px rgb(0 0 0 / 60%);
      background: rgb(0 0 0 / 35%);
    }

    .ask span {
      display: grid;
      place-content: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      background: rgb(0 0 0 / 55%);
      border-radius: var(--radius-full);
    }

    svg {
      inline-size: 1.375rem;
      block-size: 1.375rem;
    }
  `;

  @consume({ context: servicesContext, subscribe: true })
  @state()
  private services?: ClientServices;
  protected readonly chosen = new StoreController(this, () => automaticLoading);
  private readonly shown = new ShownPicture(
    this,
    () => this.source,
    () => this.parts,
  );

  @query('canvas') private canvas?: HTMLCanvasElement;

  /** Addresses whose picture is drawn. */
  @state() private there: ReadonlySet<string> = new Set();
  /** Somebody wants to see it, whatever the line costs. */
  @state() private asked = false;

  @property({ attribute: false }) file: FileInfo | null = null;
  /** What a press does, for whoever does not see it; '': nothing. */
  @property() label = '';
  /** Of its place, CSS pixels. */
  @property({ attribute: false }) place = { width: 320, height: 320 };

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('file');
    if (!before || before.id === this.file?.id) return;
    this.shown.forget();
    this.asked = false;
  }

  override updated(changed: PropertyValues<this>): void {
    const hash = this.file?.thumbhash;
    if (changed.has('file') && hash && this.canvas) drawThumbhash(this.canvas, hash);
  }

  private get source() {
    const { file, services } = this;
    return file && services ? { fileId: file.id, files: services.files } : undefined;
  }

  /** Which of its parts are to come; of a video only what stands for it. */
  private get parts(): ('thumb' | 'whole')[] {
    const { file } = this;
    if (!file) return [];
    const whole = this.wantsWhole(file) && (this.asked || this.loadsByItself(file));
    return [...(file.thumb ? ['thumb' as const] : []), ...(whole ? ['whole' as const] : [])];
  }

  private wantsWhole(file: FileInfo): boolean {
    return !isVideo(file) && pictureForm(file, this.place, devicePixelRatio) === 'whole';
  }

  private loadsByItself(file: FileInfo): boolean {
    return loadsByItself(file.size, mayMove(file));
  }

  private handleAsk(): void {
    this.asked = true;
    this.shown.retry();
  }

  private handleLoad(url: string): void {
    this.there = new Set(this.there).add(url);
  }

  override render() {
    const { file, parts } = this;
    if (!file) return nothing;
    return html`${file.thumbhash ? html`<canvas aria-hidden="true"></canvas>` : nothing}${parts.map(
      (part) => this.renderPart(part, file),
    )}<slot></slot>${this.renderButton(file)}`;
  }

  private renderPart(part: 'thumb' | 'whole', { id }: FileInfo) {
    const url = this.shown.urls.get(part);
    if (url === undefined) return nothing;
    return html`<img
      src=${url}
      class=${this.there.has(url) ? 'there' : ''}
      alt=""
      decoding="async"
      draggable="false"
      @load=${() => this.handleLoad(url)}
      @error=${() => part === 'whole' && this.emit('pa-undecodable', { id })}
    />`;
  }

  private renderButton(file: FileInfo) {
    if (this.label === '') return nothing;
    const words = mediaWords();
    const last = this.parts.at(-1);
    const failed = last !== undefined && this.shown.failed.has(last);
    const held = this.wantsWhole(file) && !this.asked && !this.loadsByItself(file);
    if (!held && !failed)
      return html`<button
        class="open"
        aria-label=${this.label}
        @click=${() => this.emit('pa-open-file', { id: file.id })}
      ></button>`;
    return html`<button class="ask" @click=${this.handleAsk}>
      <span>${mediaIcon(failed ? 'retry' : 'download')}</span>
      ${failed ? words.notLoaded : html`<bdi>${formatSize(file.size)}</bdi>`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-picture': PaPicture;
  }
  interface HTMLElementEventMap {
    'pa-undecodable': CustomEvent<{ id: string }>;
    'pa-open-file': CustomEvent<{ id: string }>;
  }
}

import { html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import turnIcon from 'lucide-static/icons/rotate-cw-square.svg' with { type: 'text' };
import { formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { avatarWords } from '../../i18n/texts/avatar.ts';
import { preparePicture } from '../../media/picture.ts';
import type { PixelSize } from '../../media/picture-edit.ts';
import { buttons } from '../../styles/controls.ts';
import { PaElement } from '../../ui/element.ts';
import { toast } from '../../ui/pa-toast.ts';
import { cropStyles } from './crop.styles.ts';
import {
  cutOf,
  isTooSmall,
  MIDDLE,
  type SquareView,
  shownSize,
  turn,
  zoomMost,
  zoomTo,
} from './square.ts';
import { SquareGestures } from './square-gestures.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-spinner.ts';

/** Pixels of the longer side of what is worked on: enough for a cut of an eighth. */
const SIDE = 2560;
/** Of what comes out. */
const AVATAR_SIDE = 512;

type Loaded = { picture: Blob; url: string; full: PixelSize };

/** Cuts a square out of a picture. Events: `pa-cropped` with it, `pa-close`. */
@customElement('pa-crop-square')
export class PaCropSquare extends PaElement {
  static override styles = [buttons, cropStyles];

  private readonly gestures = new SquareGestures(() => this.window);

  @query('.window') private readonly window?: HTMLElement;

  @state() private loaded: Loaded | null = null;
  @state() private view: SquareView = MIDDLE;
  @state() private isBusy = false;

  @property({ attribute: false }) file: File | null = null;
  /** What was cut is on its way. */
  @property({ type: Boolean }) busy = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.loaded) URL.revokeObjectURL(this.loaded.url);
    this.loaded = null;
  }

  override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    void this.load();
  }

  /** Upright and still, whatever it was: an edit that changes nothing asks for that. */
  private async load(): Promise<void> {
    if (!this.file) return;
    const made = await preparePicture(this.file, { longest: SIDE, edit: {} });
    if (!this.isConnected) return;
    const words = avatarWords();
    if (made.as === 'file') return this.refuse(words.noPicture);
    if (isTooSmall(made)) return this.refuse(words.tooSmall);
    const { blob: picture, width, height } = made;
    this.loaded = { picture, url: URL.createObjectURL(picture), full: { width, height } };
    await this.updateComplete;
    this.window?.focus();
  }

  private refuse(why: string): void {
    toast(why);
    this.emit('pa-close');
  }

  private async finish(): Promise<void> {
    const { loaded, view } = this;
    if (!loaded || this.isBusy) return;
    this.isBusy = true;
    const edit = { turns: view.turns, crop: cutOf(loaded.full, view) };
    const made = await preparePicture(loaded.picture, { longest: AVATAR_SIDE, edit });
    this.isBusy = false;
    if (made.as === 'file') this.refuse(avatarWords().noPicture);
    else this.emit('pa-cropped', made.blob);
  }

  private look(next: (of: { full: PixelSize; view: SquareView }) => SquareView | undefined) {
    const { loaded, view } = this;
    const found = loaded && next({ full: loaded.full, view });
    if (found) this.view = found;
    return found !== undefined && found !== null;
  }

  private handleWheel(event: WheelEvent): void {
    event.preventDefault();
    this.look((of) => this.gestures.wheel(event, of));
  }

  private handleKey(event: KeyboardEvent): void {
    if (this.look((of) => this.gestures.key(event, of))) event.preventDefault();
  }

  private handleZoom(event: InputEvent): void {
    const zoom = Number((event.target as HTMLInputElement).value);
    this.look(({ full, view }) => zoomTo(full, view, zoom));
  }

  private handleClose(event: Event): void {
    event.stopPropagation();
    this.emit('pa-close');
  }

  override render() {
    const words = avatarWords();
    return html`<pa-dialog open .heading=${words.crop} @pa-close=${this.handleClose}>
      ${this.loaded ? this.renderPicture(this.loaded) : html`<div class="window"><pa-spinner></pa-spinner></div>`}
      ${this.loaded ? this.renderTools(this.loaded) : null}
      <div slot="actions">
        <button class="button" @click=${() => this.emit('pa-close')}>${t().app.cancel}</button>
        <button class="button primary" ?disabled=${!this.loaded || this.isBusy || this.busy} @click=${this.finish}>
          ${words.use}
        </button>
      </div>
    </pa-dialog>`;
  }

  private renderPicture({ url, full }: Loaded) {
    const { view } = this;
    const words = avatarWords();
    const shown = shownSize(full, view);
    const own = shownSize(full, { ...view, turns: 0 });
    const place = [
      `inline-size:${100 * own.width}%`,
      `block-size:${100 * own.height}%`,
      `inset-inline-start:${50 + 100 * (0.5 - view.x) * shown.width}%`,
      `inset-block-start:${50 + 100 * (0.5 - view.y) * shown.height}%`,
      `rotate:${90 * view.turns}deg`,
    ];
    return html`<div
        class="window"
        dir="ltr"
        tabindex="0"
        role="group"
        aria-label=${words.window}
        aria-describedby="keys"
        @pointerdown=${(event: PointerEvent) => this.gestures.press(event)}
        @pointermove=${(event: PointerEvent) => this.look((of) => this.gestures.move(event, of))}
        @pointerup=${(event: PointerEvent) => this.gestures.letGo(event)}
        @pointercancel=${(event: PointerEvent) => this.gestures.letGo(event)}
        @wheel=${this.handleWheel}
        @keydown=${this.handleKey}
      >
        <img src=${url} alt="" draggable="false" .style=${place.join(';')} />
      </div>
      <p class="hint" id="keys">${words.keys}</p>`;
  }

  private renderTools({ full }: Loaded) {
    const words = avatarWords();
    const most = zoomMost(full);
    return html`<div class="tools">
      <input
        type="range"
        aria-label=${words.zoom}
        aria-valuetext=${formatPercent(this.view.zoom)}
        min="1"
        max=${most}
        step="0.01"
        ?disabled=${most <= 1}
        .value=${String(this.view.zoom)}
        @input=${this.handleZoom}
      />
      <button
        class="icon-button turn"
        aria-label=${words.turn}
        title=${words.turn}
        @click=${() => this.look(({ full, view }) => turn(full, view))}
      >
        ${unsafeHTML(turnIcon)}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-crop-square': PaCropSquare;
  }
  interface HTMLElementEventMap {
    'pa-cropped': CustomEvent<Blob>;
  }
}

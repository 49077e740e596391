import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatNumber } from '../../../i18n/format.ts';
import { t } from '../../../i18n/locale.ts';
import { editingWords } from '../../../i18n/texts/editing.ts';
import { preparePicture } from '../../../media/picture.ts';
import {
  drawPlanned,
  findArrowStep,
  type PictureArea,
  type PictureEdit,
  planDrawing,
} from '../../../media/picture-edit.ts';
import { buttons } from '../../../styles/controls.ts';
import { hidden } from '../../../styles/shared.ts';
import { attempt } from '../../../ui/attempt.ts';
import { PaElement } from '../../../ui/element.ts';
import { dragArea, middleOf, type Side } from './areas.ts';
import { EditSteps } from './edit-steps.ts';
import { editingStyles } from './editing.styles.ts';
import { editingIcon } from './icons.ts';
import { type EditMode, Stroke } from './strokes.ts';
import '../../../ui/pa-dialog.ts';
import '../../../ui/pa-spinner.ts';

/** Pixels of the longer side of what is worked on. */
const SIDE = 1280;
/** Of an arrow, in parts of the picture. */
const STEP = 0.01;
const MODES: readonly EditMode[] = ['crop', 'area', 'brush'];
const SIDES: readonly Side[] = ['top', 'right', 'bottom', 'left'];
const CORNERS: readonly (readonly [Side, Side])[] = [
  ['top', 'left'],
  ['top', 'right'],
  ['bottom', 'right'],
  ['bottom', 'left'],
];

/**
 * Cuts and turns a picture that is about to be sent, and covers what nobody else should see. Events: `pa-edited` with what is
 * to be done to it, `pa-close`.
 */
@customElement('pa-edit-picture')
export class PaEditPicture extends PaElement {
  static override styles = [buttons, hidden, editingStyles];

  private steps = new EditSteps();
  private bitmap: ImageBitmap | undefined;

  @query('.picture') private readonly place?: HTMLElement;
  @query('canvas') private readonly canvas?: HTMLCanvasElement;

  @state() private mode: EditMode = 'crop';
  @state() private stroke: Stroke | null = null;

  @property({ attribute: false }) file: File | null = null;
  /** What is done to it already. */
  @property({ attribute: false }) edit: PictureEdit | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.bitmap?.close();
    this.bitmap = undefined;
  }

  override firstUpdated(): void {
    this.steps = new EditSteps(this.edit);
    void this.load();
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.draw();
  }

  /** Upright and of a size that any device can draw again and again. */
  private async load(): Promise<void> {
    const { file } = this;
    const done = await attempt(async () => {
      if (!file) return;
      const made = await preparePicture(file, { longest: SIDE });
      const bitmap = await createImageBitmap(made.as === 'file' ? file : made.blob);
      if (this.isConnected) this.bitmap = bitmap;
      else bitmap.close();
    });
    if (done) this.requestUpdate();
    else this.dispatchEvent(new CustomEvent('pa-close'));
  }

  private get shown(): PictureEdit {
    return this.stroke?.shown ?? this.steps.edit;
  }

  private get crop(): PictureArea {
    return this.shown.crop ?? this.steps.crop;
  }

  /** By the same code that draws what is sent. */
  private draw(): void {
    const { canvas, bitmap } = this;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !bitmap) return;
    const { turns = 0, covers = [] } = this.shown;
    const plan = planDrawing(bitmap, SIDE, { turns });
    // Setting a size clears what was drawn, and how.
    canvas.width = plan.size.width;
    canvas.height = plan.size.height;
    drawPlanned(context, bitmap, plan, { turns, covers });
  }

  private pointOf({ clientX, clientY }: PointerEvent): readonly [number, number] {
    const box = this.place?.getBoundingClientRect();
    if (!box) return [0, 0];
    const within = (at: number) => Math.min(1, Math.max(0, at));
    return [within((clientX - box.x) / box.width), within((clientY - box.y) / box.height)];
  }

  private press(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0 || !this.bitmap) return;
    const held = (event.target as HTMLElement).closest<HTMLElement>('[data-sides]')?.dataset.sides;
    const sides = SIDES.filter((side) => held?.split(' ').includes(side));
    this.stroke = new Stroke(
      this.steps,
      this.mode,
      this.pointOf(event),
      held === undefined ? null : sides,
    );
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  private follow(event: PointerEvent): void {
    if (!event.isPrimary || !this.stroke) return;
    this.stroke.move(this.pointOf(event));
    this.requestUpdate();
  }

  private letGo(event: PointerEvent): void {
    if (!event.isPrimary || !this.stroke) return;
    if (event.type === 'pointerup') this.stroke.end();
    this.stroke = null;
  }

  private change(work: (steps: EditSteps) => void): void {
    work(this.steps);
    this.requestUpdate();
  }

  private handleSideKey(event: KeyboardEvent, side: Side): void {
    const step = findArrowStep(event.key, STEP);
    if (!step) return;
    event.preventDefault();
    this.change((steps) => steps.cut(dragArea(steps.crop, [side], step)));
  }

  private handleKey(event: KeyboardEvent): void {
    if (event.code !== 'KeyZ' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.change((steps) => steps.undo());
  }

  /** Arrows move what is covered, with Shift they change its size, Delete takes it away. */
  private handleCoverKey(event: KeyboardEvent, at: number, area: PictureArea): void {
    const step = findArrowStep(event.key, STEP);
    if (step) {
      const changed = dragArea(area, event.shiftKey ? ['right', 'bottom'] : [], step);
      this.change((steps) => steps.changeCover(at, changed));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.change((steps) => steps.changeCover(at, undefined));
      this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
    } else return;
    event.preventDefault();
  }

  private async addArea(): Promise<void> {
    this.change((steps) => steps.cover(middleOf(steps.crop)));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.cover:last-of-type')?.focus();
  }

  /** The dialog's own event leaves this element as its own. */
  private close(event: Event): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('pa-close'));
  }

  private finish(): void {
    this.emit('pa-edited', this.steps.result ?? null);
  }

  override render() {
    const words = editingWords();
    return html`<pa-dialog
      open
      .heading=${words.title}
      @pa-close=${this.close}
      @keydown=${this.handleKey}
    >
      ${this.bitmap ? this.renderStage(this.bitmap) : html`<div class="stage"><pa-spinner></pa-spinner></div>`}
      ${this.renderTools()}
      <p class="hint" role="status">${words.hints[this.mode]}</p>
      <div slot="actions">
        ${
          this.mode === 'area'
            ? html`<button class="button quiet add" ?disabled=${!this.bitmap} @click=${() => this.addArea()}>
                ${words.addArea}
              </button>`
            : nothing
        }
        <button class="button quiet" @click=${this.close}>${t().app.cancel}</button>
        <button class="button primary done" ?disabled=${!this.bitmap} @click=${this.finish}>
          ${words.done}
        </button>
      </div>
    </pa-dialog>`;
  }

  private renderStage(bitmap: ImageBitmap) {
    const { turns = 0 } = this.shown;
    const { width, height } = planDrawing(bitmap, SIDE, { turns }).size;
    return html`<div
      class="stage"
      dir="ltr"
      @pointerdown=${this.press}
      @pointermove=${this.follow}
      @pointerup=${this.letGo}
      @pointercancel=${this.letGo}
    >
      <div class="picture ${this.mode}" .style=${`--ratio: ${width / height}`}>
        <canvas role="img" aria-label=${this.file?.name ?? ''}></canvas>
        <div class="veil" aria-hidden="true"><div .style=${placeOf(this.crop)}></div></div>
        ${this.mode === 'crop' ? this.renderCrop() : nothing}
        ${this.mode === 'area' ? this.renderCovers() : nothing}
      </div>
    </div>`;
  }

  private renderCrop() {
    const { x, y, width, height } = this.crop;
    const at = { top: y, right: x + width, bottom: y + height, left: x };
    const words = editingWords();
    return html`<div class="crop" data-sides="" .style=${placeOf(this.crop)}>
      ${CORNERS.map((sides) => html`<span class="corner" data-sides=${sides.join(' ')}></span>`)}
      ${SIDES.map(
        (side) => html`<span
          class="side"
          data-sides=${side}
          role="slider"
          tabindex="0"
          aria-label=${words.sides[side]}
          aria-orientation=${side === 'top' || side === 'bottom' ? 'vertical' : 'horizontal'}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${Math.round(at[side] * 100)}
          @keydown=${(event: KeyboardEvent) => this.handleSideKey(event, side)}
        ></span>`,
      )}
    </div>`;
  }

  private renderCovers() {
    const words = editingWords();
    return (this.shown.covers ?? []).map((cover, i) =>
      'points' in cover
        ? nothing
        : html`<button
            class="cover"
            aria-label=${words.covered(formatNumber(i + 1))}
            aria-describedby="keys"
            .style=${placeOf(cover)}
            @keydown=${(event: KeyboardEvent) => this.handleCoverKey(event, i, cover)}
          ></button>`,
    );
  }

  private renderTools() {
    const words = editingWords();
    const tool = (icon: 'turn' | 'undo', run: (steps: EditSteps) => void, off = false) =>
      html`<button
        class="icon-button ${icon}"
        aria-label=${words[icon]}
        title=${words[icon]}
        ?disabled=${off || !this.bitmap}
        @click=${() => this.change(run)}
      >
        ${editingIcon(icon)}
      </button>`;
    return html`<div class="tools">
      <fieldset>
        <legend class="visually-hidden">${words.title}</legend>
        ${MODES.map(
          (mode) => html`<label title=${words.modes[mode]}
            ><input
              type="radio"
              name="mode"
              class="visually-hidden"
              value=${mode}
              aria-label=${words.modes[mode]}
              .checked=${this.mode === mode}
              @change=${() => {
                this.mode = mode;
              }}
            />${editingIcon(mode)}</label
          >`,
        )}
      </fieldset>
      ${tool('turn', (steps) => steps.turn())}
      ${tool('undo', (steps) => steps.undo(), !this.steps.canUndo)}
      <span id="keys" class="visually-hidden">${words.keys}</span>
    </div>`;
  }
}

/** In a stage that runs from left to right. */
function placeOf({ x, y, width, height }: PictureArea): string {
  const part = (of: number) => `${of * 100}%`;
  return (
    `inset-inline-start:${part(x)};inset-block-start:${part(y)};` +
    `inline-size:${part(width)};block-size:${part(height)}`
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-edit-picture': PaEditPicture;
  }
  interface HTMLElementEventMap {
    'pa-edited': CustomEvent<PictureEdit | null>;
  }
}

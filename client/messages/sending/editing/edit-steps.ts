import { type PictureArea, type PictureEdit, turnEdit } from '../../../media/picture-edit.ts';
import { WHOLE } from './areas.ts';

export type Cover = NonNullable<PictureEdit['covers']>[number];

/** An edit while it is made: each finished step can be undone. */
export class EditSteps {
  private readonly before: PictureEdit[] = [];

  /** `now`: what an earlier look at the picture has left, as one step. */
  constructor(private now: PictureEdit = {}) {
    if (this.result) this.before.push({});
  }

  get edit(): PictureEdit {
    return this.now;
  }

  get crop(): PictureArea {
    return this.now.crop ?? WHOLE;
  }

  get covers(): readonly Cover[] {
    return this.now.covers ?? [];
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  turn(): void {
    this.take(turnEdit(this.now));
  }

  cut(crop: PictureArea): void {
    this.take({ ...this.now, crop });
  }

  cover(cover: Cover): void {
    this.take({ ...this.now, covers: [...this.covers, cover] });
  }

  /** undefined: it is taken away. */
  changeCover(at: number, cover: Cover | undefined): void {
    const covers = this.covers.flatMap((other, i) => (i === at ? (cover ?? []) : other));
    this.take({ ...this.now, covers });
  }

  undo(): void {
    this.now = this.before.pop() ?? this.now;
  }

  /** As it is sent: undefined where nothing is changed. */
  get result(): PictureEdit | undefined {
    const { turns = 0 } = this.now;
    const { covers, crop } = this;
    const isWhole = crop.width === 1 && crop.height === 1;
    if (turns === 0 && isWhole && covers.length === 0) return undefined;
    return { turns, ...(isWhole ? {} : { crop }), ...(covers.length > 0 ? { covers } : {}) };
  }

  private take(edit: PictureEdit): void {
    this.before.push(this.now);
    this.now = edit;
  }
}

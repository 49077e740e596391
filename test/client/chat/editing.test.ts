import { describe, expect, test } from 'bun:test';
import { type PictureEdit, turnEdit } from '../../../client/media/picture-edit.ts';
import {
  areaBetween,
  dragArea,
  middleOf,
  WHOLE,
} from '../../../client/messages/sending/editing/areas.ts';
import { EditSteps } from '../../../client/messages/sending/editing/edit-steps.ts';
import { Stroke } from '../../../client/messages/sending/editing/strokes.ts';
import { prepareFile } from '../../../client/messages/sending/prepare-file.ts';

const AREA = { x: 0.25, y: 0.5, width: 0.5, height: 0.25 };

describe('an area of a picture', () => {
  test('is changed by the sides that are held, within the picture, and is never too small to hold', () => {
    expect(dragArea(WHOLE, ['left', 'top'], [0.25, 0.5])).toEqual({
      ...{ x: 0.25, y: 0.5, width: 0.75, height: 0.5 },
    });
    expect(dragArea(AREA, ['right'], [9, 9])).toEqual({ ...AREA, width: 0.75 });
    expect(dragArea(AREA, ['bottom'], [9, -9]).height).toBeCloseTo(0.05);
    expect(dragArea(AREA, ['left'], [9, 0]).width).toBeCloseTo(0.05);
  });

  test('is moved whole, and stays in the picture', () => {
    expect(dragArea(AREA, [], [0.125, -0.25])).toEqual({ ...AREA, x: 0.375, y: 0.25 });
    expect(dragArea(AREA, [], [-9, 9])).toEqual({ ...AREA, x: 0, y: 0.75 });
  });

  test('lies between two points, whichever comes first', () => {
    expect(areaBetween([0.75, 0.5], [0.25, 0.75])).toEqual(AREA);
    expect(middleOf(WHOLE)).toEqual({ x: 0.375, y: 0.375, width: 0.25, height: 0.25 });
  });
});

describe('an edit', () => {
  test('turns with all that is cut and covered, and four turns change nothing', () => {
    const edit: PictureEdit = {
      turns: 0,
      crop: AREA,
      covers: [AREA, { points: [[0.25, 0.5]], width: 0.125 }],
    };
    const once = turnEdit(edit);
    expect(once).toEqual({
      turns: 1,
      crop: { x: 0.25, y: 0.25, width: 0.25, height: 0.5 },
      covers: [
        { x: 0.25, y: 0.25, width: 0.25, height: 0.5 },
        { points: [[0.5, 0.25]], width: 0.125 },
      ],
    });
    expect(turnEdit(turnEdit(turnEdit(once)))).toEqual(edit);
  });

  test('is undone step by step, and is none where nothing is changed', () => {
    const steps = new EditSteps();
    expect([steps.canUndo, steps.result]).toEqual([false, undefined]);
    steps.cut(AREA);
    steps.cover(AREA);
    steps.turn();
    steps.undo();
    expect(steps.result).toEqual({ turns: 0, crop: AREA, covers: [AREA] });
    steps.changeCover(0, undefined);
    expect(steps.result).toEqual({ turns: 0, crop: AREA });
    steps.undo();
    steps.undo();
    steps.undo();
    expect([steps.canUndo, steps.result]).toEqual([false, undefined]);
  });

  test('that was made before is there again, and undone as one step', () => {
    const steps = new EditSteps({ covers: [AREA] });
    steps.cut(AREA);
    steps.undo();
    expect(steps.result).toEqual({ turns: 0, covers: [AREA] });
    steps.undo();
    expect([steps.canUndo, steps.result]).toEqual([false, undefined]);
  });

  test('shows a stroke before it ends, and a tap with the area tool covers nothing', () => {
    const steps = new EditSteps();
    const stroke = new Stroke(steps, 'area', [0.25, 0.5], null);
    stroke.move([0.75, 0.75]);
    expect([stroke.shown.covers, steps.covers]).toEqual([[AREA], []]);
    stroke.end();
    new Stroke(steps, 'area', [0.5, 0.5], null).end();
    expect(steps.covers).toEqual([AREA]);
    // With the brush it is a dot.
    new Stroke(steps, 'brush', [0.5, 0.5], null).end();
    expect(steps.covers).toHaveLength(2);
    // Beside the crop nothing is held.
    const beside = new Stroke(steps, 'crop', [0.5, 0.5], null);
    beside.move([0.75, 0.75]);
    beside.end();
    expect(steps.crop).toEqual(WHOLE);
  });
});

test('a picture that cannot be changed as asked is not sent unchanged, and as it is only where nothing was asked', async () => {
  // This runtime has no canvas, as a phone without memory has none.
  const bytes = await Bun.file(`${import.meta.dir}/../media/samples/camera.jpg`).bytes();
  const photo = new File([bytes], 'a.jpg', { type: 'image/jpeg' });
  for (const as of ['picture', 'hd', 'file'] as const) {
    expect([as, await prepareFile(photo, as, { covers: [AREA] })]).toEqual([as, null]);
    expect((await prepareFile(photo, as, undefined))?.facts.kind).toBe('file');
  }
});

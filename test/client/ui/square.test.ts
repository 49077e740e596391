import { expect, test } from 'bun:test';
import {
  cutOf,
  isTooSmall,
  MIDDLE,
  moveBy,
  shownSize,
  turn,
  zoomMost,
  zoomTo,
} from '../../../client/views/avatar/square.ts';
import { SquareGestures } from '../../../client/views/avatar/square-gestures.ts';

const WIDE = { width: 800, height: 400 };

test('at first the middle is seen, and the window is full of picture', () => {
  expect(shownSize(WIDE, MIDDLE)).toEqual({ width: 2, height: 1 });
  expect(cutOf(WIDE, MIDDLE)).toEqual({ x: 0.25, y: 0, width: 0.5, height: 1 });
});

test('the picture is moved as far as its edge, and no further', () => {
  expect(cutOf(WIDE, moveBy(WIDE, MIDDLE, 0.25, 0.3))).toMatchObject({ x: 0.125, y: 0 });
  expect(cutOf(WIDE, moveBy(WIDE, MIDDLE, 9, 9))).toMatchObject({ x: 0, y: 0 });
  expect(cutOf(WIDE, moveBy(WIDE, MIDDLE, -9, -9))).toMatchObject({ x: 0.5, y: 0 });
});

test('zooming keeps what lies under the pointer, and ends where too little would be left', () => {
  const [right, down] = [0.25, -0.25];
  const placeOf = (view: typeof MIDDLE) => {
    const { width, height } = shownSize(WIDE, view);
    return [view.x + right / width, view.y + down / height];
  };
  const near = zoomTo(WIDE, MIDDLE, 2, [right, down]);
  expect(placeOf(near)).toEqual(placeOf(MIDDLE));
  expect(zoomTo(WIDE, MIDDLE, 99).zoom).toBe(zoomMost(WIDE));
  expect(zoomMost(WIDE)).toBe(400 / 128);
  expect(zoomTo(WIDE, near, 0.1).zoom).toBe(1);
  expect(zoomMost({ width: 100, height: 100 })).toBe(1);
});

test('four turns are none, and one brings the left side up', () => {
  const left = moveBy(WIDE, MIDDLE, 9, 0);
  const once = turn(WIDE, left);
  expect([once.turns, cutOf(WIDE, once)]).toEqual([1, { x: 0, y: 0, width: 1, height: 0.5 }]);
  expect(turn(WIDE, turn(WIDE, turn(WIDE, once)))).toEqual(left);
});

test('a cut is a square to the pixel, whatever the picture and the zoom', () => {
  for (const full of [WIDE, { width: 1279, height: 853 }, { width: 333, height: 2001 }])
    for (let zoom = 1; zoom < zoomMost(full); zoom += 0.137) {
      const view = turn(full, moveBy(full, zoomTo(full, MIDDLE, zoom), 0.31, -0.17));
      const { x, y, width, height } = cutOf(full, view);
      const [across, along] = [width * full.height, height * full.width];
      expect(across).toBeCloseTo(along, 6);
      expect(across).toBeCloseTo(Math.round(across), 6);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-9);
    }
  expect([isTooSmall({ width: 63, height: 900 }), isTooSmall({ width: 64, height: 64 })]).toEqual([
    true,
    false,
  ]);
});

/** A window of 100 pixels at 0, 0. */
function gestures() {
  const element = {
    getBoundingClientRect: () => ({ x: 0, y: 0, width: 100, height: 100 }),
    setPointerCapture() {},
  };
  return new SquareGestures(() => element as unknown as HTMLElement);
}
const at = (pointerId: number, clientX: number, clientY: number) =>
  ({ pointerId, clientX, clientY, button: 0 }) as PointerEvent;

test('one finger moves the picture, two make it larger, and what is not held moves nothing', () => {
  const hands = gestures();
  expect(hands.move(at(1, 50, 50), { full: WIDE, view: MIDDLE })).toBeUndefined();
  hands.press(at(1, 50, 50));
  const moved = hands.move(at(1, 75, 50), { full: WIDE, view: MIDDLE });
  expect(moved && cutOf(WIDE, moved)).toMatchObject({ x: 0.125 });
  hands.press(at(2, 25, 50));
  const spread = hands.move(at(2, 0, 50), { full: WIDE, view: MIDDLE });
  expect(spread?.zoom).toBeCloseTo(1.5, 6);
  hands.letGo(at(2, 0, 50));
  hands.letGo(at(1, 75, 50));
  expect(hands.move(at(1, 0, 0), { full: WIDE, view: MIDDLE })).toBeUndefined();
});

test('arrows move what is seen to where they point, plus and minus its size', () => {
  const press = (key: string, view = MIDDLE) =>
    gestures().key({ key } as KeyboardEvent, { full: WIDE, view });
  expect(press('ArrowLeft')?.x).toBeLessThan(0.5);
  expect(press('ArrowRight')?.x).toBeGreaterThan(0.5);
  const larger = press('+');
  expect(larger?.zoom).toBeGreaterThan(1);
  expect(press('-', larger)?.zoom).toBeCloseTo(1, 6);
  expect(press('a')).toBeUndefined();
});

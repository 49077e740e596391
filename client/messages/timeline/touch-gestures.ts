import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type MenuAnchor, watchRestingPointer } from '../../ui/menu-anchor.ts';
import type { PaMessage } from '../bubble/pa-message.ts';
import { bubbleOf } from './message-focus.ts';

const LONG_PRESS_MS = 450;
/** Movement below this, in CSS pixels, is a finger that trembles. */
const SLOP = 10;
/** A bubble pulled so far answers. */
const ENOUGH = 56;
const MOST = 80;

type TouchCallbacks = {
  reply(row: PaMessage): boolean;
  answer(row: PaMessage): void;
  menu(row: PaMessage, place: MenuAnchor): void;
};

/**
 * A finger on a bubble: a long press asks for its menu (Safari on iOS sends no `contextmenu`), a pull towards the end of
 * the line answers it. One finger, one bubble; scrolling takes the gesture away (`pointercancel`).
 */
export class TouchGestures implements ReactiveController {
  private row: PaMessage | null = null;
  private start = { x: 0, y: 0, id: -1 };
  private pull = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly acts: TouchCallbacks,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.drop();
  }

  readonly down = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return;
    // A second finger means another gesture.
    if (!event.isPrimary) this.drop();
    const row = event.isPrimary ? bubbleOf(event) : null;
    if (!row?.message) return;
    this.row = row;
    this.start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    this.timer = setTimeout(() => {
      this.drop();
      const at = { x: event.clientX, y: event.clientY };
      this.acts.menu(row, { ...at, finger: watchRestingPointer(), meant: row });
    }, LONG_PRESS_MS);
  };

  readonly move = (event: PointerEvent): void => {
    const { row } = this;
    if (!row || event.pointerId !== this.start.id) return;
    const across = (event.clientX - this.start.x) * this.forward();
    const along = Math.abs(event.clientY - this.start.y);
    if (Math.abs(across) > SLOP || along > SLOP) clearTimeout(this.timer);
    if (this.pull === 0 && (along > Math.abs(across) || across < SLOP)) return;
    if (!this.acts.reply(row)) return;
    this.pull = Math.max(0, Math.min(MOST, across));
    row.style.translate = `${this.pull * this.forward()}px 0`;
  };

  readonly up = (event: PointerEvent): void => {
    const { row, pull } = this;
    if (event.pointerId !== this.start.id) return;
    this.drop();
    if (row && pull >= ENOUGH) this.acts.answer(row);
  };

  readonly drop = (): void => {
    clearTimeout(this.timer);
    if (this.row) this.row.style.translate = '';
    this.row = null;
    this.pull = 0;
  };

  /** The pull goes the way that reading goes: to the right in English, to the left in Persian. */
  private forward(): 1 | -1 {
    return getComputedStyle(this.host).direction === 'rtl' ? -1 : 1;
  }
}

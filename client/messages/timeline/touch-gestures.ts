import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type MenuAnchor, watchRestingPointer } from '../../ui/menu-anchor.ts';
import type { PaMessage } from '../bubble/pa-message.ts';
import { bubbleOf } from './message-focus.ts';

const LONG_PRESS_MS = 450;
/** A movement below this, in CSS pixels, is a finger that trembles. */
const SLOP = 10;
/** A bubble that is pulled so far replies. */
const ENOUGH = 56;
const MOST = 80;

type TouchCallbacks = {
  canReply(row: PaMessage): boolean;
  replyTo(row: PaMessage): void;
  openMenu(row: PaMessage, place: MenuAnchor): void;
};

/**
 * Handles a finger on a bubble: a long press asks for its menu (Safari on iOS sends no `contextmenu`), a pull towards
 * the end of the line replies to it. There is one finger and one bubble; scrolling takes the gesture away
 * (`pointercancel`).
 */
export class TouchGestures implements ReactiveController {
  private row: PaMessage | null = null;
  private start = { x: 0, y: 0, id: -1 };
  private pull = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly callbacks: TouchCallbacks,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  readonly handleDown = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') return;
    // A second finger means another gesture.
    if (!event.isPrimary) this.cancel();
    const row = event.isPrimary ? bubbleOf(event) : null;
    if (!row?.message) return;
    this.row = row;
    this.start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    this.timer = setTimeout(() => {
      this.cancel();
      const at = { x: event.clientX, y: event.clientY };
      this.callbacks.openMenu(row, { ...at, finger: watchRestingPointer(), meant: row });
    }, LONG_PRESS_MS);
  };

  readonly handleMove = (event: PointerEvent): void => {
    const { row } = this;
    if (!row || event.pointerId !== this.start.id) return;
    const across = (event.clientX - this.start.x) * this.readForward();
    const along = Math.abs(event.clientY - this.start.y);
    if (Math.abs(across) > SLOP || along > SLOP) clearTimeout(this.timer);
    if (this.pull === 0 && (along > Math.abs(across) || across < SLOP)) return;
    if (!this.callbacks.canReply(row)) return;
    this.pull = Math.max(0, Math.min(MOST, across));
    row.style.translate = `${this.pull * this.readForward()}px 0`;
  };

  readonly handleUp = (event: PointerEvent): void => {
    const { row, pull } = this;
    if (event.pointerId !== this.start.id) return;
    this.cancel();
    if (row && pull >= ENOUGH) this.callbacks.replyTo(row);
  };

  readonly cancel = (): void => {
    clearTimeout(this.timer);
    if (this.row) this.row.style.translate = '';
    this.row = null;
    this.pull = 0;
  };

  /** The pull goes the way that reading goes: to the right in English, to the left in Persian. */
  private readForward(): 1 | -1 {
    return getComputedStyle(this.host).direction === 'rtl' ? -1 : 1;
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimelineMessage } from '../../core/services.ts';
import type { PaMessage } from '../bubble/pa-message.ts';
import { bubbleOf } from './message-focus.ts';

/** A mouse over the bubbles: the one under it shows what can be done with it, and two clicks on one answer it. */
export class MouseGestures implements ReactiveController {
  private row: PaMessage | null = null;
  /** Two taps of a finger are told as a double click, too. */
  private byMouse = false;
  /** Where the first press of a double click was: the second of two on a dialog's button falls on what it has covered. */
  private first: PaMessage | null = null;
  private stop: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly answer: (message: TimelineMessage) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.host.addEventListener('pointerdown', this.down, { signal });
    document.addEventListener('mousedown', this.pressed, { capture: true, signal });
    this.host.addEventListener('pointerover', this.over, { signal });
    this.host.addEventListener('pointerleave', this.leave, { signal });
    this.host.addEventListener('dblclick', this.twice, { signal });
  }

  hostDisconnected(): void {
    this.stop?.abort();
    this.leave();
  }

  private readonly over = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const row = bubbleOf(event);
    if (row === this.row) return;
    this.leave();
    this.row = row;
    if (row) row.hovered = true;
  };

  private readonly leave = (): void => {
    if (this.row) this.row.hovered = false;
    this.row = null;
  };

  private readonly down = (event: PointerEvent): void => {
    this.byMouse = event.pointerType === 'mouse';
  };

  private readonly pressed = (event: MouseEvent): void => {
    if (event.detail === 1) this.first = bubbleOf(event);
  };

  private readonly twice = (event: MouseEvent): void => {
    const row = this.byMouse ? bubbleOf(event) : null;
    if (!row || row !== this.first || event.composedPath().some(isPressed)) return;
    // The word under the mouse was marked by the first of the two.
    getSelection()?.empty();
    if (row.message) this.answer(row.message);
  };
}

function isPressed(part: EventTarget): boolean {
  return part instanceof Element && part.matches('a, button, summary, audio, video');
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimelineMessage } from '../../core/services.ts';
import type { PaMessage } from '../bubble/pa-message.ts';
import { bubbleOf } from './message-focus.ts';

/** Handles a mouse over the bubbles: the one under it shows its actions, and two clicks on one reply to it. */
export class MouseGestures implements ReactiveController {
  private row: PaMessage | null = null;
  /** True when a mouse pressed: two taps of a finger are reported as a double click, too. */
  private byMouse = false;
  /**
   * The bubble of a double click's first press: the second of two on a dialog's button falls on what it has covered.
   */
  private first: PaMessage | null = null;
  private stop: AbortController | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly replyTo: (message: TimelineMessage) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.host.addEventListener('pointerdown', this.handleDown, { signal });
    document.addEventListener('mousedown', this.handlePress, { capture: true, signal });
    this.host.addEventListener('pointerover', this.handleOver, { signal });
    this.host.addEventListener('pointerleave', this.clearHover, { signal });
    this.host.addEventListener('dblclick', this.handleDoubleClick, { signal });
  }

  hostDisconnected(): void {
    this.stop?.abort();
    this.clearHover();
  }

  private readonly handleOver = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const row = bubbleOf(event);
    if (row === this.row) return;
    this.clearHover();
    this.row = row;
    if (row) row.hovered = true;
  };

  private readonly clearHover = (): void => {
    if (this.row) this.row.hovered = false;
    this.row = null;
  };

  private readonly handleDown = (event: PointerEvent): void => {
    this.byMouse = event.pointerType === 'mouse';
  };

  private readonly handlePress = (event: MouseEvent): void => {
    if (event.detail === 1) this.first = bubbleOf(event);
  };

  private readonly handleDoubleClick = (event: MouseEvent): void => {
    const row = this.byMouse ? bubbleOf(event) : null;
    if (!row || row !== this.first || event.composedPath().some(isControl)) return;
    // The first click of the two has selected the word under the mouse.
    getSelection()?.empty();
    if (row.message) this.replyTo(row.message);
  };
}

function isControl(part: EventTarget): boolean {
  return part instanceof Element && part.matches('a, button, summary, audio, video');
}

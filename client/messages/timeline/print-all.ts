import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DrawnWindow } from './drawn-window.ts';
import type { DrawnSlice } from './slice.ts';

/** A person who prints a chat wants all of it that is loaded, and not the screenful around what they look at. */
export class PrintAll implements ReactiveController {
  private before: DrawnSlice | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly drawn: DrawnWindow,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.drawAll);
    addEventListener('afterprint', this.restoreSlice);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.drawAll);
    removeEventListener('afterprint', this.restoreSlice);
  }

  private readonly drawAll = (): void => {
    this.before ??= this.drawn.slice;
    this.drawn.slice = { start: 0, end: this.drawn.view.messages.length };
    this.host.requestUpdate();
  };

  private readonly restoreSlice = (): void => {
    if (this.before) this.drawn.slice = this.before;
    this.before = null;
    this.host.requestUpdate();
  };
}

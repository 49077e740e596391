import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  type Anchor,
  anchorAt,
  distanceToEnd,
  type Edges,
  lowestVisible,
  scrollTopFor,
  type View,
} from './anchor.ts';

const REDUCED = matchMedia('(prefers-reduced-motion: reduce)');

type Parts = {
  /** The element that scrolls, and the one inside it that grows. Undefined before the first render. */
  viewport(): HTMLElement | undefined;
  content(): HTMLElement | undefined;
  /** Rows in order, each with `data-key`. */
  rows(): ArrayLike<HTMLElement>;
  /** The newest message of the chat is in the DOM. */
  endIsDrawn(): boolean;
};

/**
 * The one place that writes `scrollTop`. It remembers what stands still (`anchor`), learns it only from scroll events,
 * and puts it back after each render and each change of height. Browsers' own `overflow-anchor` is off: Safari has
 * none, and two anchors fight.
 *
 * Scroll events are enough: the main thread sees a new `scrollTop` at the start of a frame, directly before the event.
 * Measuring before a render would be wrong, since a height may have changed that has not been put right yet.
 */
export class ScrollKeeper implements ReactiveController {
  anchor: Anchor = { kind: 'end' };
  private resize: ResizeObserver | undefined;
  /** A smooth scroll to the end runs; positions on the way are not the reader's. */
  private gliding = false;
  /** The row that is held, as long as it is in the DOM. */
  private held: HTMLElement | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.resize?.disconnect();
    this.resize = undefined;
  }

  hostUpdated(): void {
    const viewport = this.parts.viewport();
    const content = this.parts.content();
    if (this.resize || !viewport || !content) return;
    this.resize = new ResizeObserver(() => this.restore());
    this.resize.observe(viewport);
    this.resize.observe(content);
  }

  /** For the viewport's `scroll` event. */
  readonly onScroll = (): void => {
    const viewport = this.parts.viewport();
    if (!viewport) return;
    if (!this.gliding) {
      const rows = this.parts.rows();
      this.anchor = anchorAt(
        view(viewport),
        rows.length,
        edgesIn(viewport, rows),
        this.parts.endIsDrawn(),
      );
    }
  };

  /** For `scrollend` and for whatever shows that the reader took over. */
  readonly onHand = (): void => {
    this.gliding = false;
  };

  /** Before rows are let go: what is held must be among those that stay. */
  holdAmong(stays: (key: string) => boolean): void {
    if (this.anchor.kind !== 'row' || stays(this.anchor.key)) return;
    const viewport = this.parts.viewport();
    const rows = this.parts.rows();
    if (!viewport) return;
    const edges = edgesIn(viewport, rows);
    for (let i = this.lowest(); i >= 0; i--) {
      const { key, bottom } = edges(i);
      if (!stays(key)) continue;
      this.anchor = { kind: 'row', key, gap: viewport.scrollTop + viewport.clientHeight - bottom };
      return;
    }
  }

  restore(): void {
    const viewport = this.parts.viewport();
    if (!viewport) return;
    const row = this.anchor.kind === 'row' ? this.find(viewport, this.anchor.key) : null;
    const top = scrollTopFor(this.anchor, view(viewport), row);
    if (top === null || Math.abs(top - viewport.scrollTop) < 1) return;
    if (this.gliding && this.anchor.kind === 'end') viewport.scrollTo({ top, behavior: 'smooth' });
    else viewport.scrollTop = top;
  }

  toEnd(smooth: boolean): void {
    this.anchor = { kind: 'end' };
    this.gliding = smooth;
    this.restore();
  }

  view(): View | null {
    const viewport = this.parts.viewport();
    return viewport ? view(viewport) : null;
  }

  /** Near enough for a smooth scroll to show where one goes; from further away it would be a blur. */
  isNearEnd(): boolean {
    const now = this.view();
    return now !== null && distanceToEnd(now) < 2 * now.height && !REDUCED.matches;
  }

  /** Index of the lowest row on the screen, -1 when there is none. */
  lowest(): number {
    const viewport = this.parts.viewport();
    if (!viewport) return -1;
    const rows = this.parts.rows();
    const floor = viewport.scrollTop + viewport.clientHeight;
    return lowestVisible(rows.length, edgesIn(viewport, rows), floor);
  }

  /** The row's end is on the screen, or it fills the upper half and more. */
  isSeen(row: HTMLElement): boolean {
    const viewport = this.parts.viewport();
    if (!viewport) return false;
    const { top, bottom } = edgesIn(viewport, [row])(0);
    const { scrollTop, clientHeight } = viewport;
    return bottom <= scrollTop + clientHeight + 8 || top < scrollTop + clientHeight / 2;
  }

  /** Puts a row's middle (or its top) at a share of the viewport's height. */
  place(key: string, edge: 'middle' | 'top', share: number): boolean {
    const viewport = this.parts.viewport();
    const row = viewport && this.find(viewport, key);
    if (!row) return false;
    this.gliding = false;
    const height = row.bottom - row.top;
    // A row taller than the screen is read from its top.
    const above = edge === 'top' || height > viewport.clientHeight ? 0 : height / 2;
    const lead = height > viewport.clientHeight ? 0 : viewport.clientHeight * share;
    this.anchor = { kind: 'row', key, gap: viewport.clientHeight - lead + above - height };
    this.restore();
    return true;
  }

  private find(viewport: HTMLElement, key: string): Edges | null {
    if (this.held?.dataset.key !== key || !this.held.isConnected) {
      const rows = this.parts.rows();
      let i = rows.length - 1;
      while (i >= 0 && rows[i]?.dataset.key !== key) i--;
      this.held = rows[i];
    }
    return this.held ? edgesIn(viewport, [this.held])(0) : null;
  }
}

/** Where the rows are in the content; the viewport is measured once for all of them. */
function edgesIn(viewport: HTMLElement, rows: ArrayLike<HTMLElement>): (index: number) => Edges {
  const offset = viewport.scrollTop - viewport.getBoundingClientRect().top;
  return (index) => {
    const row = rows[index];
    if (!row) return { key: '', top: 0, bottom: 0 };
    const { top, bottom } = row.getBoundingClientRect();
    return { key: row.dataset.key ?? '', top: top + offset, bottom: bottom + offset };
  };
}

function view(viewport: HTMLElement): View {
  return {
    scrollTop: viewport.scrollTop,
    height: viewport.clientHeight,
    content: viewport.scrollHeight,
  };
}

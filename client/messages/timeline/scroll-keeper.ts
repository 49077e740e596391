import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  type Anchor,
  distanceToEnd,
  type Edges,
  findAnchor,
  findLowestVisible,
  toScrollTop,
  type View,
} from './anchor.ts';

const REDUCED = matchMedia('(prefers-reduced-motion: reduce)');

type Parts = {
  /** The element that scrolls, and the one inside it that grows. Undefined before the first render. */
  viewport(): HTMLElement | undefined;
  content(): HTMLElement | undefined;
  /** Rows in order, each with `data-key`. */
  rows(): ArrayLike<HTMLElement>;
  /** True when the newest message of the chat is in the DOM. */
  isEndDrawn(): boolean;
};

/**
 * Alone writes `scrollTop`. It remembers what stands still (`anchor`), learns it only from scroll events, and puts it
 * back after each render and each change of height. Browsers' own `overflow-anchor` is off: Safari has none, and two
 * anchors fight. Scroll events are enough: the main thread sees a new `scrollTop` at the start of a frame, directly
 * before the event. Measuring before a render would be wrong, since a height may have changed that has not been put
 * right yet.
 */
export class ScrollKeeper implements ReactiveController {
  anchor: Anchor = { kind: 'end' };
  private resize: ResizeObserver | undefined;
  /** True while a smooth scroll to the end runs; positions on the way are not the reader's. */
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

  /** Handles the viewport's `scroll` event. */
  readonly handleScroll = (): void => {
    const viewport = this.parts.viewport();
    if (!viewport) return;
    if (!this.gliding) {
      const rows = this.parts.rows();
      this.anchor = findAnchor(
        measure(viewport),
        rows.length,
        measureEdges(viewport, rows),
        this.parts.isEndDrawn(),
      );
    }
  };

  /** Handles `scrollend`, and every event that shows that the reader took over. */
  readonly handleTakeover = (): void => {
    this.gliding = false;
  };

  /** Moves the anchor before rows are removed: the row that is held must be among those that stay. */
  holdAmong(stays: (key: string) => boolean): void {
    if (this.anchor.kind !== 'row' || stays(this.anchor.key)) return;
    const viewport = this.parts.viewport();
    const rows = this.parts.rows();
    if (!viewport) return;
    const edges = measureEdges(viewport, rows);
    for (let i = this.findLowest(); i >= 0; i--) {
      const { key, bottom } = edges(i);
      if (!stays(key)) continue;
      this.anchor = { kind: 'row', key, gap: viewport.scrollTop + viewport.clientHeight - bottom };
      return;
    }
  }

  restore(): void {
    const viewport = this.parts.viewport();
    if (!viewport) return;
    const row = this.anchor.kind === 'row' ? this.findEdges(viewport, this.anchor.key) : null;
    const top = toScrollTop(this.anchor, measure(viewport), row);
    if (top === null || Math.abs(top - viewport.scrollTop) < 1) return;
    if (this.gliding && this.anchor.kind === 'end') viewport.scrollTo({ top, behavior: 'smooth' });
    else viewport.scrollTop = top;
  }

  scrollToEnd(smooth: boolean): void {
    this.anchor = { kind: 'end' };
    this.gliding = smooth;
    this.restore();
  }

  measureView(): View | null {
    const viewport = this.parts.viewport();
    return viewport ? measure(viewport) : null;
  }

  /** Near the end a smooth scroll shows where one goes; from further away it would be a blur. */
  isNearEnd(): boolean {
    const now = this.measureView();
    return now !== null && distanceToEnd(now) < 2 * now.height && !REDUCED.matches;
  }

  /** Returns the index of the lowest row on the screen, -1 when there is none. */
  findLowest(): number {
    const viewport = this.parts.viewport();
    if (!viewport) return -1;
    const rows = this.parts.rows();
    const floor = viewport.scrollTop + viewport.clientHeight;
    return findLowestVisible(rows.length, measureEdges(viewport, rows), floor);
  }

  /** True when the row's end is on the screen, or it fills the upper half and more. */
  isSeen(row: HTMLElement): boolean {
    const viewport = this.parts.viewport();
    if (!viewport) return false;
    const { top, bottom } = measureEdges(viewport, [row])(0);
    const { scrollTop, clientHeight } = viewport;
    return bottom <= scrollTop + clientHeight + 8 || top < scrollTop + clientHeight / 2;
  }

  /** Puts a row's middle (or its top) at a share of the viewport's height. */
  scrollToRow(key: string, edge: 'middle' | 'top', share: number): boolean {
    const viewport = this.parts.viewport();
    const row = viewport && this.findEdges(viewport, key);
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

  private findEdges(viewport: HTMLElement, key: string): Edges | null {
    if (this.held?.dataset.key !== key || !this.held.isConnected) {
      const rows = this.parts.rows();
      let i = rows.length - 1;
      while (i >= 0 && rows[i]?.dataset.key !== key) i--;
      this.held = rows[i];
    }
    return this.held ? measureEdges(viewport, [this.held])(0) : null;
  }
}

/** Measures where the rows are in the content; the viewport is measured once for all of them. */
function measureEdges(
  viewport: HTMLElement,
  rows: ArrayLike<HTMLElement>,
): (index: number) => Edges {
  const offset = viewport.scrollTop - viewport.getBoundingClientRect().top;
  return (index) => {
    const row = rows[index];
    if (!row) return { key: '', top: 0, bottom: 0 };
    const { top, bottom } = row.getBoundingClientRect();
    return { key: row.dataset.key ?? '', top: top + offset, bottom: bottom + offset };
  };
}

function measure(viewport: HTMLElement): View {
  return {
    scrollTop: viewport.scrollTop,
    height: viewport.clientHeight,
    content: viewport.scrollHeight,
  };
}

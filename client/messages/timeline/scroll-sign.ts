import type { ReactiveController, ReactiveControllerHost } from 'lit';

const REST_MS = 900;

/**
 * Marks the viewport while its reader scrolls: only then is the day of use that lies over the messages. A scroll by
 * the page itself (to the end, to what is new) shows none.
 */
export class ScrollSign implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private byHand = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly viewport: () => HTMLElement | undefined,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  /** A mouse that presses a message moves nothing; on the viewport itself it may drag the scroll bar. */
  handleTakeover(event: Event): void {
    const mouse = event instanceof PointerEvent && event.pointerType === 'mouse';
    if (mouse && event.target !== this.viewport()) return;
    this.byHand = true;
  }

  handleScroll(): void {
    if (this.byHand) this.viewport()?.classList.add('scrolling');
    clearTimeout(this.timer);
    this.timer = setTimeout(this.hide, REST_MS);
  }

  private readonly hide = (): void => {
    this.byHand = false;
    this.viewport()?.classList.remove('scrolling');
  };
}

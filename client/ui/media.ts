import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Two panels fit side by side. */
export const WIDE = '(min-width: 56.25rem)';

/** Says whether a media query holds; redraws its host when that changes. */
export class MediaController implements ReactiveController {
  private readonly list: MediaQueryList;

  constructor(
    private readonly host: ReactiveControllerHost,
    query: string,
  ) {
    this.list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.list.matches;
  }

  hostConnected(): void {
    this.list.addEventListener('change', this.redraw);
  }

  hostDisconnected(): void {
    this.list.removeEventListener('change', this.redraw);
  }

  private readonly redraw = (): void => this.host.requestUpdate();
}

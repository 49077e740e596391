import { Writable } from '../core/store.ts';
import { closeAbove, historySettled, onOverlayEntry } from '../ui/back.ts';
import { fragment } from '../ui/fragment.ts';
import { parseRoute, type Route } from './routes.ts';

/** How the screen came to be: a new one on top, one that lay below, or the same place with another content. */
export type Motion = 'forward' | 'back' | 'none';

/** The address and the screen, each following the other. History entries carry their depth, so Back is known from new. */
export class Router {
  readonly route = new Writable<Route>(parseRoute(location));
  motion: Motion = 'none';
  private depth = depthOf(history.state);

  start(): () => void {
    this.hide();
    addEventListener('popstate', this.handlePop);
    addEventListener('click', this.handleClick);
    return () => {
      removeEventListener('popstate', this.handlePop);
      removeEventListener('click', this.handleClick);
    };
  }

  /** Secrets stand behind #: out of the address, before somebody looks at it or a history keeps it. */
  private hide(): void {
    if (location.hash) fragment.text = location.hash.slice(1);
    const { pathname, search } = location;
    history.replaceState({ ...history.state, depth: this.depth }, '', pathname + search);
  }

  async go(path: string, replace = false): Promise<void> {
    await historySettled();
    // An overlay's entry is the same page once more: the new page takes its place.
    if (replace || onOverlayEntry() || path === location.pathname + location.search) {
      history.replaceState({ depth: this.depth }, '', path);
    } else {
      this.depth++;
      history.pushState({ depth: this.depth }, '', path);
    }
    closeAbove(history.state);
    this.show(replace ? 'none' : 'forward', true);
  }

  /** What Back does; where nothing of ours lies below (a deep link), the list comes in its place. */
  async back(): Promise<void> {
    await historySettled();
    if (this.depth > 0) history.back();
    else {
      history.replaceState({ depth: 0 }, '', '/');
      this.show('back');
    }
  }

  /** `chosen`: somebody went there now; a message that is named is then jumped to again. */
  private show(motion: Motion, chosen = false): void {
    this.motion = motion;
    const next = parseRoute(location);
    if (chosen && next.name === 'chat' && next.at !== null) this.route.set(next);
    else if (JSON.stringify(next) !== JSON.stringify(this.route.get())) this.route.set(next);
  }

  private readonly handlePop = (event: PopStateEvent): void => {
    // Another link that was put into the address of an open page.
    if (location.hash) location.reload();
    const depth = depthOf(event.state);
    const step = depth - this.depth;
    this.depth = depth;
    closeAbove(event.state);
    this.show(step === 0 ? 'none' : step < 0 ? 'back' : 'forward');
  };

  /** A plain click on a link to ourselves. Everything else (new tab, download, another origin) is the browser's. */
  private readonly handleClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || link.target !== '' || link.hasAttribute('download')) return;
    if (link.hash || link.origin !== location.origin || /^\/(api|ws)\//.test(link.pathname)) return;
    event.preventDefault();
    void this.go(link.pathname + link.search);
  };
}

function depthOf(state: unknown): number {
  return (state as { depth?: number } | null)?.depth ?? 0;
}

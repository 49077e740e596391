import type { Folder } from '../chats/filters.ts';
import { Writable } from '../core/store.ts';
import { closeAbove, isOnOverlayEntry, waitForHistory } from '../ui/back.ts';
import { fragment } from '../ui/fragment.ts';
import { parseRoute, type Route } from './routes.ts';

/** How the screen came to be: a new one on top, one that lay below, or the same one with another content. */
export type Motion = 'forward' | 'back' | 'none';

/**
 * Keeps the address and the screen in step. History entries carry their depth, so that Back is told from a new page.
 */
export class Router {
  readonly route = new Writable<Route>(parseRoute(location));
  motion: Motion = 'none';
  /**
   * The folder that the list of chats shows: part of the entry and not of the address, beside whatever else is open.
   */
  readonly folder = new Writable<Folder | null>(folderOf(history.state));
  private depth = depthOf(history.state);
  /** The part behind # that stays in the address. */
  private hash = '';

  start(): () => void {
    this.hide();
    addEventListener('popstate', this.handlePop);
    addEventListener('click', this.handleClick);
    return () => {
      removeEventListener('popstate', this.handlePop);
      removeEventListener('click', this.handleClick);
    };
  }

  /**
   * Takes secrets (behind #) out of the address, before another person reads it there. The entry keeps them, so that
   * a page that is loaded again (pull to refresh, a tab that was put to sleep) still has its own; what follows the
   * entry has not. An invitation stays in the address as well, since "open in the browser" of another app hands on
   * nothing but the address.
   */
  private hide(): void {
    const secret = location.hash.slice(1) || secretOf(history.state);
    fragment.text = secret;
    this.hash = isInvitation(location.pathname) ? location.hash : '';
    const { pathname, search } = location;
    const kept = secret === '' ? {} : { secret };
    const state = { ...history.state, depth: this.depth, ...kept };
    history.replaceState(state, '', pathname + search + this.hash);
  }

  async go(path: string, replace = false): Promise<void> {
    await waitForHistory();
    // An overlay's entry is the same page again: the new page takes its place.
    const folder = path === '/' ? null : this.folder.get();
    if (replace || isOnOverlayEntry() || path === location.pathname + location.search) {
      history.replaceState({ depth: this.depth, folder }, '', path);
    } else {
      this.depth++;
      history.pushState({ depth: this.depth, folder }, '', path);
    }
    this.folder.set(folder);
    closeAbove(history.state);
    this.show(replace ? 'none' : 'forward', true);
  }

  /** Opens a folder of the list, or leaves it for the list itself; what stands beside it stays. */
  async openFolder(folder: Folder | null): Promise<void> {
    if (folder === null && this.route.get().name === 'home') return this.back();
    await waitForHistory();
    this.depth++;
    history.pushState({ ...history.state, depth: this.depth, folder }, '');
    this.folder.set(folder);
  }

  /** Does what Back does; where nothing of ours lies below (a deep link), the list replaces the page. */
  async back(): Promise<void> {
    await waitForHistory();
    if (this.depth > 0) history.back();
    else {
      history.replaceState({ depth: 0 }, '', '/');
      this.folder.set(null);
      this.show('back');
    }
  }

  /** `chosen`: a person went there now; a message that is named is then jumped to again. */
  private show(motion: Motion, chosen = false): void {
    this.motion = motion;
    const next = parseRoute(location);
    if (chosen && next.name === 'chat' && next.at !== null) this.route.set(next);
    else if (JSON.stringify(next) !== JSON.stringify(this.route.get())) this.route.set(next);
  }

  private readonly handlePop = (event: PopStateEvent): void => {
    // Another link was put into the address of an open page.
    if (location.hash && location.hash !== this.hash) location.reload();
    const depth = depthOf(event.state);
    const step = depth - this.depth;
    this.depth = depth;
    this.folder.set(folderOf(event.state));
    closeAbove(event.state);
    this.show(step === 0 ? 'none' : step < 0 ? 'back' : 'forward');
  };

  /**
   * A plain click on a link to ourselves is handled here. Everything else (new tab, download, another origin) is the
   * browser's.
   */
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

function folderOf(state: unknown): Folder | null {
  return (state as { folder?: Folder | null } | null)?.folder ?? null;
}

function secretOf(state: unknown): string {
  return (state as { secret?: string } | null)?.secret ?? '';
}

/** An invitation opens the same for every person who has its link. */
function isInvitation(pathname: string): boolean {
  return /^\/(i|join\/[\w-]+)\/?$/.test(pathname);
}

function depthOf(state: unknown): number {
  return (state as { depth?: number } | null)?.depth ?? 0;
}

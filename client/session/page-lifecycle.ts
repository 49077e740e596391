import type { Cancel, Env, PageEvent } from '../core/env.ts';

const SIGN_OF_LIFE_MS = 25_000;
/** After this long out of sight the page may have slept through something. */
const AWAY_MS = 60_000;

type Hooks = {
  /** Sends the state of this tab to the leader. `wake`: the leader checks the connection and the data. */
  announce(wake: boolean): void;
  reconnect(): void;
  onLeave(): void;
  /** The page is back from the bfcache, where it received no messages. */
  onRestore(): void;
};

/** Turns what happens to the page into signs for the leading tab. */
export class PageLifecycle {
  private hiddenAt: number | null = null;
  private timer: Cancel | undefined;
  private readonly unwatch: Cancel;

  constructor(
    private readonly env: Env,
    private readonly hooks: Hooks,
  ) {
    this.unwatch = env.page.watch((event) => this.handlePageEvent(event));
    this.announceLater();
  }

  stop(): void {
    this.unwatch();
    this.timer?.();
  }

  private handlePageEvent(event: PageEvent): void {
    if (event === 'leaving') this.hooks.onLeave();
    else if (event === 'visible') this.handleVisible();
    else {
      if (event === 'hidden') this.hiddenAt = this.env.now();
      if (event === 'restored') this.hooks.onRestore();
      this.hooks.announce(event !== 'hidden');
    }
  }

  private handleVisible(): void {
    const away = this.hiddenAt !== null && this.env.now() - this.hiddenAt > AWAY_MS;
    this.hiddenAt = null;
    this.hooks.announce(away);
    if (!away) this.hooks.reconnect();
  }

  private announceLater(): void {
    this.timer = this.env.after(SIGN_OF_LIFE_MS, () => {
      this.hooks.announce(false);
      this.announceLater();
    });
  }
}

import type { Cancel, Env, PageEvent } from '../core/env.ts';

const SIGN_OF_LIFE_MS = 25_000;
/** After this long out of sight the page may have slept through something. */
const AWAY_MS = 60_000;

type Hooks = {
  /** Sends the state of this tab to the leader. `wake`: the leader checks the connection and the data. */
  announce(wake: boolean): void;
  reconnect(): void;
  leaving(): void;
  /** The page is back from the bfcache, where it received no messages. */
  restored(): void;
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
    this.unwatch = env.page.watch((event) => this.happened(event));
    this.later();
  }

  stop(): void {
    this.unwatch();
    this.timer?.();
  }

  private happened(event: PageEvent): void {
    if (event === 'leaving') this.hooks.leaving();
    else if (event === 'visible') this.seen();
    else {
      if (event === 'hidden') this.hiddenAt = this.env.now();
      if (event === 'restored') this.hooks.restored();
      this.hooks.announce(event !== 'hidden');
    }
  }

  private seen(): void {
    const away = this.hiddenAt !== null && this.env.now() - this.hiddenAt > AWAY_MS;
    this.hiddenAt = null;
    this.hooks.announce(away);
    if (!away) this.hooks.reconnect();
  }

  private later(): void {
    this.timer = this.env.after(SIGN_OF_LIFE_MS, () => {
      this.hooks.announce(false);
      this.later();
    });
  }
}

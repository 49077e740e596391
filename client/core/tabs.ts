import type { Env } from './env.ts';
import { Writable } from './store.ts';

type TabRole = 'leader' | 'follower';

/**
 * The tabs of one browser: one of them leads (has the socket and writes), the others follow. The browser's lock manager
 * decides, and passes the lock on when the leader's tab ends, however it ends. Where there are no locks every tab leads
 * for itself: all writes are idempotent, so that costs sockets and nothing else.
 */
export class Tabs<M> {
  readonly role = new Writable<TabRole>('follower');
  private readonly channel: BroadcastChannel | undefined;
  private release: (() => void) | undefined;
  private readonly waiting = new AbortController();
  private stopped = false;
  private alone = false;

  constructor(
    private readonly env: Env,
    private readonly name: string,
    hooks: { receive(message: M): void },
  ) {
    this.channel = env.channel(name);
    if (!this.channel) return;
    this.channel.onmessage = ({ data }) => {
      if (!this.alone) hooks.receive(data as M);
    };
  }

  post(message: M): void {
    if (!this.stopped && !this.alone) this.channel?.postMessage(message);
  }

  /** Asks to lead, for as long as the tab lives. */
  start(): void {
    if (!this.env.locks || !this.channel) this.role.set('leader');
    else this.request({ signal: this.waiting.signal });
  }

  /**
   * Takes the lead from a tab that holds it and does not reply: phones freeze background tabs with their locks. When
   * that tab wakes it learns that the lock is gone, and follows.
   */
  steal(): void {
    if (this.role.get() === 'follower' && !this.stopped) this.request({ steal: true });
  }

  /** This tab's rows are in its own memory: it can neither lead the others nor follow. */
  goAlone(): void {
    this.alone = true;
    this.waiting.abort();
    this.release?.();
    if (!this.stopped) this.role.set('leader');
  }

  stop(): void {
    this.stopped = true;
    this.waiting.abort();
    this.release?.();
    this.channel?.close();
    this.role.set('follower');
  }

  private request(options: LockOptions): void {
    const holdLock = () =>
      new Promise<void>((release) => {
        if (this.stopped || this.alone) return release();
        this.release = release;
        this.role.set('leader');
      });
    this.env.locks?.request(this.name, options, holdLock).catch(() => this.handleLostLock());
  }

  /** Stolen by another tab, or given up by this one. */
  private handleLostLock(): void {
    if (this.stopped || this.alone || this.role.get() === 'follower') return;
    this.release = undefined;
    this.role.set('follower');
    this.request({ signal: this.waiting.signal });
  }
}

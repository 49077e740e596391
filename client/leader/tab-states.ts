import type { Cancel, Env } from '../core/env.ts';
import type { TabState } from './leader-calls.ts';

/** A tab that gives no sign of itself for this long has crashed or sleeps. */
const FORGET_MS = 70_000;

/** What all tabs of the browser show: whether the person looks at one, and at which chats. */
export class TabStates {
  private readonly states = new Map<string, { state: TabState; forget: Cancel }>();
  private wasActive = false;

  constructor(
    private readonly env: Env,
    private readonly hooks: { onActiveChange(): void; onOpenChange(): void },
  ) {}

  /** `lasting`: this tab's own, which needs no sign of life. */
  set(state: TabState, lasting: boolean): void {
    this.states.get(state.tab)?.forget();
    const forget = lasting ? () => {} : this.env.after(FORGET_MS, () => this.remove(state.tab));
    this.states.set(state.tab, { state, forget });
    this.reportActive();
    this.hooks.onOpenChange();
  }

  remove(tab: string): void {
    this.states.get(tab)?.forget();
    this.states.delete(tab);
    this.reportActive();
  }

  isActive(): boolean {
    return [...this.states.values()].some(({ state }) => state.visible);
  }

  listOpen(): string[] {
    return [...this.states.values()].flatMap(({ state }) => state.open);
  }

  stop(): void {
    for (const { forget } of this.states.values()) forget();
    this.states.clear();
  }

  private reportActive(): void {
    const active = this.isActive();
    if (active === this.wasActive) return;
    this.wasActive = active;
    this.hooks.onActiveChange();
  }
}

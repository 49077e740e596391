import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A value that can be read and watched. Values are immutable: a change is a new value. */
export type ReadableStore<T> = { get(): T; subscribe(listener: () => void): () => void };

export class Writable<T> implements ReadableStore<T> {
  private listeners = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const listener of [...this.listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Redraws its host when the store that `pick` names changes; `pick` may return another store at each update. */
export class StoreController<T> implements ReactiveController {
  private store: ReadableStore<T> | undefined;
  private stop: (() => void) | undefined;
  private connected = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly pick: () => ReadableStore<T> | undefined,
  ) {
    host.addController(this);
  }

  get value(): T | undefined {
    return this.pick()?.get();
  }

  hostConnected(): void {
    this.connected = true;
    this.followStore();
  }

  /** An update that was asked for before its host was removed runs after that, and nothing would stop what it began. */
  hostUpdate(): void {
    if (this.connected) this.followStore();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.stop?.();
    this.stop = undefined;
    this.store = undefined;
  }

  private followStore(): void {
    const store = this.pick();
    if (store === this.store) return;
    this.stop?.();
    this.store = store;
    this.stop = store?.subscribe(() => this.host.requestUpdate());
  }
}

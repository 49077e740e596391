import { expect, test } from 'bun:test';
import type { ReactiveController } from 'lit';
import { type ReadableStore, StoreController } from '../../../client/core/store.ts';

/** Counts its subscribers. */
class Counted implements ReadableStore<number> {
  listeners = 0;
  get = () => 1;
  subscribe(): () => void {
    this.listeners++;
    return () => {
      this.listeners--;
    };
  }
}

function makeController(store: ReadableStore<number>): StoreController<number> {
  const host = {
    addController: (_: ReactiveController) => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  };
  return new StoreController(host, () => store);
}

test('a host that is there follows the store, once', () => {
  const store = new Counted();
  const controller = makeController(store);
  controller.hostConnected();
  controller.hostUpdate();
  expect(store.listeners).toBe(1);
});

test('an update that runs after the host was taken out follows nothing', () => {
  const store = new Counted();
  const controller = makeController(store);
  controller.hostConnected();
  controller.hostDisconnected();
  controller.hostUpdate();
  expect(store.listeners).toBe(0);
  controller.hostConnected();
  expect(store.listeners).toBe(1);
});

import { beforeEach, describe, expect, test } from 'bun:test';
import { Updater } from '../../client/pwa/updater.ts';

/** A worker and a registration that do only what a test tells them. */
class FakeWorker extends EventTarget {
  state = 'installing';
  received: unknown[] = [];

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  becomes(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  asked = 0;

  async update(): Promise<void> {
    this.asked++;
  }

  finds(worker: FakeWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
  }

  /** The worker found last is installed and waits. */
  installs(): void {
    const worker = this.installing;
    this.waiting = worker;
    this.installing = null;
    worker?.becomes('installed');
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;

  constructor(private readonly registration: FakeRegistration) {
    super();
  }

  async register(): Promise<FakeRegistration> {
    return this.registration;
  }

  controls(worker: FakeWorker): void {
    this.controller = worker;
    this.dispatchEvent(new Event('controllerchange'));
  }
}

let registration: FakeRegistration;
let container: FakeContainer;
let reloads: number;
let clock: number;

function updater(): Updater {
  return new Updater({
    container: container as unknown as ServiceWorkerContainer,
    reload: () => {
      reloads++;
    },
    now: () => clock,
  });
}

beforeEach(() => {
  registration = new FakeRegistration();
  container = new FakeContainer(registration);
  reloads = 0;
  clock = 0;
});

describe('an update', () => {
  test('is not offered when the first worker claims the page', async () => {
    const updates = updater();
    await updates.start();
    registration.finds(new FakeWorker());
    registration.installs();
    container.controls(new FakeWorker());
    expect(updates.ready.get()).toBe(false);
    expect(reloads).toBe(0);
  });

  test('is offered when a second worker waits, and nothing reloads by itself', async () => {
    container.controller = new FakeWorker();
    const updates = updater();
    await updates.start();
    const next = new FakeWorker();
    registration.finds(next);
    expect(updates.ready.get()).toBe(false);
    registration.installs();
    expect(updates.ready.get()).toBe(true);
    expect(next.received).toEqual([]);
    expect(reloads).toBe(0);
  });

  test('is offered when it waited already at the start', async () => {
    container.controller = new FakeWorker();
    registration.waiting = new FakeWorker();
    const updates = updater();
    await updates.start();
    expect(updates.ready.get()).toBe(true);
  });

  test('that is postponed is not offered again before the next start', async () => {
    container.controller = new FakeWorker();
    registration.waiting = new FakeWorker();
    const updates = updater();
    await updates.start();
    expect(updates.ready.get()).toBe(true);
    updates.postpone();
    expect(updates.ready.get()).toBe(false);
  });

  test('reloads exactly once, however often it is applied and the controller changes', async () => {
    container.controller = new FakeWorker();
    const next = new FakeWorker();
    registration.waiting = next;
    const updates = updater();
    await updates.start();
    updates.apply();
    updates.apply();
    expect(next.received).toEqual(['SKIP_WAITING']);
    expect(reloads).toBe(0);
    container.controls(next);
    container.controls(next);
    expect(reloads).toBe(1);
  });

  test('that another tab applied is offered here, and a reload is all that it takes', async () => {
    container.controller = new FakeWorker();
    const updates = updater();
    await updates.start();
    container.controls(new FakeWorker());
    expect(updates.ready.get()).toBe(true);
    expect(reloads).toBe(0);
    updates.apply();
    expect(reloads).toBe(1);
  });

  test('is looked for once an hour at most, and sooner when the server was away', async () => {
    const updates = updater();
    await updates.start();
    await updates.check();
    await updates.check(true);
    expect(registration.asked).toBe(0);
    clock = 60_000;
    await updates.check();
    expect(registration.asked).toBe(0);
    await updates.check(true);
    await updates.check(true);
    expect(registration.asked).toBe(1);
    clock += 60 * 60_000;
    await updates.check();
    expect(registration.asked).toBe(2);
  });
});

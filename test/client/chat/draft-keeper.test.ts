import { expect, test } from 'bun:test';

/** A page that is about to end, as far as a draft hears of it. */
const page = new EventTarget();
const slots = new Map<string, string>();
Object.assign(globalThis, {
  document: page,
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  sessionStorage: {
    getItem: (name: string) => slots.get(name) ?? null,
    setItem: (name: string, value: string) => void slots.set(name, value),
    removeItem: (name: string) => void slots.delete(name),
  },
});
const { DraftKeeper } = await import('../../../client/messages/composer/draft-keeper.ts');
const { findUnsaved } = await import('../../../client/core/unsaved.ts');

const host = {
  addController() {},
  removeController() {},
  requestUpdate() {},
  updateComplete: Promise.resolve(true),
};

test('words whose storing has begun and not ended are kept for the next page, stored ones are not', async () => {
  const drafts = new DraftKeeper(host);
  drafts.hostConnected();
  const { promise, resolve } = Promise.withResolvers<void>();
  const pending = { me: 'sara', chatId: 'nima', unsent: { text: 'سلام' }, save: () => promise };
  drafts.saveLater(pending);
  drafts.flush();
  page.dispatchEvent(new Event('pagehide'));
  expect(findUnsaved('sara', 'nima')?.text).toBe('سلام');
  slots.clear();
  resolve();
  await promise;
  page.dispatchEvent(new Event('pagehide'));
  expect(findUnsaved('sara', 'nima')).toBeNull();
  drafts.hostDisconnected();
});

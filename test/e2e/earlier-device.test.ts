import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { DESK, Stage } from './helpers/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

/** The words that the local database had in 0.2.0, by those of today. */
const EARLIER = {
  chats: {
    receiptRev: 'marks',
    memberRev: 'list',
    othersReceipts: 'reached',
    pinnedSeq: 'pin',
    pinCount: 'pins',
    settings: 'own',
  },
  messages: { system: 'note', ownReactions: 'mine' },
};

/** The tables that 0.2.0 did not have yet: they are made by the migration. */
const LATER = ['recordings'];

/**
 * Makes of the page's local database one that 0.2.0 has left, with a text in the outbox and an action that waits. The
 * page has to be one without the app, which would hold the database open.
 */
async function leaveAsEarlier(page: Page, name: string, waiting: { chatId: string; text: string }) {
  await page.evaluate(
    async ({ name, words, later, chatId, text }) => {
      const ended = <T>(asked: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
      const now = await ended(indexedDB.open(name));
      const stores = [...now.objectStoreNames].filter((store) => !later.includes(store));
      const read = now.transaction(stores);
      const rows = new Map<string, Record<string, unknown>[]>();
      for (const store of stores) rows.set(store, await ended(read.objectStore(store).getAll()));
      const keys = new Map(stores.map((store) => [store, read.objectStore(store).keyPath]));
      now.close();
      await ended(indexedDB.deleteDatabase(name));
      const asked = indexedDB.open(name, 2);
      asked.onupgradeneeded = () => {
        for (const [store, keyPath] of keys) asked.result.createObjectStore(store, { keyPath });
      };
      const earlier = await ended(asked);
      const write = earlier.transaction(stores, 'readwrite');
      for (const [store, all] of rows)
        for (const row of all) {
          const said = words[store as 'chats'] as Record<string, string> | undefined;
          const entries = Object.entries(row).map(([key, value]) => [said?.[key] ?? key, value]);
          write.objectStore(store).put(Object.fromEntries(entries));
        }
      const at = Date.now();
      const unsent = { clientId: crypto.randomUUID(), chatId, text, createdAt: at, order: 1 };
      write.objectStore('outbox').put({ ...unsent, state: 'queued', error: null });
      const wish = { do: 'own', change: { pinned: 7 } };
      write.objectStore('actions').put({ id: 'waits', chatId, order: 1, at, wish });
      await new Promise((resolve) => (write.oncomplete = resolve));
      earlier.close();
    },
    { name, words: EARLIER, later: LATER, ...waiting },
  );
}

const says = (page: Page, text: string): Promise<void> =>
  page.locator('pa-message', { hasText: text }).waitFor();

test('a browser that comes from 0.2.0 shows what it held and sends what had waited, each once', async () => {
  const [sara, ali] = await Promise.all([stage.person('sara', 'سارا'), stage.person('ali', 'علی')]);
  const { chat } = (await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id })).body;
  await sara.post(`/api/chats/${chat.id}/messages`, {
    ...{ clientId: Bun.randomUUIDv7(), text: 'پیش از به‌روزرسانی' },
  });
  const page = await stage.page(sara, `/c/${chat.id}`, DESK);
  await says(page, 'پیش از به‌روزرسانی');
  await page.goto(`${stage.server.url}/health`);
  await leaveAsEarlier(page, `payambar-${sara.user.id}`, { chatId: chat.id, text: 'مانده بود' });

  await page.goto(`${stage.server.url}/c/${chat.id}`);
  await says(page, 'پیش از به‌روزرسانی');
  await says(page, 'مانده بود');
  const texts = async () => {
    const { messages } = (await ali.get(`/api/chats/${chat.id}/messages`)).body;
    return messages.map(({ text }: { text: string }) => text);
  };
  await until(texts, ['پیش از به‌روزرسانی', 'مانده بود']);
  await until(async () => (await sara.get(`/api/chats/${chat.id}`)).body.chat.settings.pinned, 7);
  expect(page.errors).toEqual([]);
});

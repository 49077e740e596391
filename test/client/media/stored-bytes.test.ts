import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { MediaPage } from './page/open.ts';

let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open();
});
afterAll(() => media.close());

declare global {
  var stored: Awaited<ReturnType<typeof globalThis.media.StoredBytes.open>>;
}

type Storage = 'files' | 'database' | 'memory';

/** Opens the bytes of a person as a browser does that has no files, or no storage at all. */
const open = (storage: Storage, userId = 'sara') =>
  media.page.evaluate(
    async ([kind, user]) => {
      if (kind !== 'files') Reflect.deleteProperty(globalThis, 'FileSystemFileHandle');
      if (kind === 'memory')
        indexedDB.open = () => {
          throw new DOMException('blocked', 'SecurityError');
        };
      globalThis.stored = await globalThis.media.StoredBytes.open(user);
      return globalThis.stored.inMemory;
    },
    [storage, userId] as const,
  );

const put = (clientId: string, part: string, text: string) =>
  media.page.evaluate(([id, name, words]) => globalThis.stored.put(id, name, new Blob([words])), [
    clientId,
    part,
    text,
  ] as const);
const get = (clientId: string, part: string) =>
  media.page.evaluate(
    async ([id, name]) => (await (await globalThis.stored.get(id, name))?.text()) ?? null,
    [clientId, part] as const,
  );
const list = (clientId: string) =>
  media.page.evaluate((id) => globalThis.stored.list(id), clientId);
const signOut = () =>
  media.page.evaluate(async () => {
    await globalThis.media.browserEnv().clearCaches();
    await globalThis.media.removeLocalDb('sara');
  });

for (const storage of ['files', 'database', 'memory'] as const) {
  describe(`bytes that wait to be sent, in ${storage}`, () => {
    beforeEach(async () => {
      await media.load();
      await signOut();
      expect(await open(storage)).toBe(storage === 'memory');
    });

    test('are kept by message and part, and removed with the message alone', async () => {
      await put('one', '0', 'picture');
      await put('one', '0.thumb', 'thumb');
      await put('one', '1', 'other');
      await put('two', '0', 'film');
      expect(await list('one')).toEqual(['0', '0.thumb', '1']);
      expect([await get('one', '0'), await get('one', '0.thumb')]).toEqual(['picture', 'thumb']);
      await put('one', '0', 'again');
      expect(await get('one', '0')).toBe('again');
      await media.page.evaluate(() => globalThis.stored.remove('one'));
      expect([await list('one'), await get('one', '1'), await get('two', '0')]).toEqual([
        [],
        null,
        'film',
      ]);
    });

    test('of messages that wait no more are removed at the start', async () => {
      for (const id of ['one', 'two', 'three']) await put(id, '0', id);
      await media.page.evaluate(() => globalThis.stored.keepOnly((id) => id === 'two'));
      expect([await get('one', '0'), await get('two', '0'), await get('three', '0')]).toEqual([
        null,
        'two',
        null,
      ]);
    });
  });
}

for (const storage of ['files', 'database'] as const) {
  describe(`bytes that wait in ${storage}`, () => {
    beforeEach(async () => {
      await media.load();
      await signOut();
      await open(storage);
    });

    test('are there for a later page, and for nobody else', async () => {
      await put('one', '0', 'picture');
      await media.load();
      await open(storage);
      expect(await get('one', '0')).toBe('picture');
      await open(storage, 'reza');
      expect(await get('one', '0')).toBeNull();
    });

    test('are gone after a sign-out, though they are open', async () => {
      await put('one', '0', 'picture');
      await signOut();
      expect(await get('one', '0')).toBeNull();
      await open(storage);
      expect(await list('one')).toEqual([]);
    });

    test('for which the device has no room are refused with a code of their own, and leave nothing', async () => {
      await put('one', '0', 'small');
      const cdp = await media.context.newCDPSession(media.page);
      const setQuota = (quotaSize?: number) =>
        cdp.send('Storage.overrideQuotaForOrigin', { origin: media.url, quotaSize });
      // Of files Chromium keeps count at each write; of a database it looks now and then, so there it is made to refuse.
      if (storage === 'files') await setQuota(300_000);
      const refused = await media.page.evaluate(async (kind) => {
        if (kind === 'database')
          IDBObjectStore.prototype.put = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        const large = new Blob(['x'.repeat(5_000_000)]);
        return await globalThis.stored.put('two', '0', large).then(
          () => 'stored',
          (error: unknown) => (error as { code?: string }).code,
        );
      }, storage);
      await setQuota();
      expect([refused, await list('two'), await get('one', '0')]).toEqual([
        'device_full',
        [],
        'small',
      ]);
    });
  });
}

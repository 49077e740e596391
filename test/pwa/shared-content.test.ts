import { afterAll, beforeEach, expect, test } from 'bun:test';
import { keepShared, readShared, SHARE_PATH } from '../../client/core/shared-content.ts';

/** As much of the browser's caches as is used; `full`: the device takes no more than so many bytes. */
class Caches {
  readonly kept = new Map<string, Map<string, Response>>();
  full = Number.POSITIVE_INFINITY;

  has = async (name: string) => this.kept.has(name);
  delete = async (name: string) => this.kept.delete(name);
  open = async (name: string) => {
    const entries = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, entries);
    return {
      match: async (path: string) => entries.get(path)?.clone(),
      put: async (path: string, response: Response) => {
        if ((await response.clone().blob()).size > this.full)
          throw new DOMException('', 'QuotaExceededError');
        entries.set(path, response);
      },
    };
  };
}

const HOUR = 3_600_000;
const before = globalThis.caches;
let device: Caches;
beforeEach(() => {
  device = new Caches();
  globalThis.caches = device as unknown as CacheStorage;
});
afterAll(() => {
  globalThis.caches = before;
});

async function share(parts: [name: string, value: string | File][], now = 0): Promise<void> {
  const body = new FormData();
  for (const [name, value] of parts) body.append(name, value);
  await keepShared(new Request(`http://localhost${SHARE_PATH}`, { method: 'POST', body }), now);
}

const file = (name: string, content = name): [string, File] => ['files', new File([content], name)];

test('what was shared is there with its names, and a link that the text has is said once', async () => {
  await share([
    ['title', 'خبر'],
    ['text', 'ببین https://example.com/a'],
    ['url', 'https://example.com/a'],
    file('عکس.jpg'),
    file('خالی.txt', ''),
  ]);
  const shared = await readShared(HOUR);
  expect([shared?.text, shared?.left]).toEqual(['خبر\nببین https://example.com/a', 0]);
  expect(shared?.files.map(({ name, size }) => [name, size])).toEqual([
    ['عکس.jpg', new Blob(['عکس.jpg']).size],
  ]);
});

test('the next takes its place, and after a day nothing is kept', async () => {
  await share([['text', 'یک'], file('a')]);
  await share([['text', 'دو']], HOUR);
  expect(await readShared(2 * HOUR)).toEqual({ text: 'دو', files: [], left: 0 });
  expect(await readShared(26 * HOUR)).toBeUndefined();
  expect(device.kept.size).toBe(0);
});

test('what is more than is kept, or has no room on the device, is counted', async () => {
  await share(Array.from({ length: 53 }, (_, i) => file(`${i}`)));
  const many = await readShared(0);
  expect([many?.files.length, many?.left]).toEqual([50, 3]);
  device.full = 100;
  await share([file('small'), file('large', 'x'.repeat(1000))]);
  const some = await readShared(0);
  expect([some?.files.map(({ name }) => name), some?.left]).toEqual([['small'], 1]);
  device.full = 0;
  await share([file('none')]);
  expect(await readShared(0)).toBeUndefined();
});

test('what is no form is kept as nothing, and that is said', async () => {
  const request = new Request(`http://localhost${SHARE_PATH}`, { method: 'POST', body: 'x' });
  await keepShared(request, 0);
  expect(await readShared(0)).toEqual({ text: '', files: [], left: 1 });
});

import { beforeEach, describe, expect, test } from 'bun:test';
import type { PageEvent } from '../../../client/core/env.ts';
import { ApiError } from '../../../client/core/services.ts';
import { Upload, type UploadProgress, type UploadSource } from '../../../client/media/upload.ts';
import type { UploadLine } from '../../../client/media/upload-line.ts';
import { FakeClock, settle } from '../core/support/clock.ts';
import { refuse, TusServer } from './tus-server.ts';

const KIB = 1024;
const bytesOf = (size: number) =>
  Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255);

/** A device on a line of 100 KiB a second, with a clock of its own. */
class Device {
  readonly clock = new FakeClock();
  readonly paths: (string | null)[] = [];
  online = true;
  renewed = 0;
  renew: () => Promise<unknown> = async () => {};
  private watchers = new Set<(event: PageEvent) => void>();

  constructor(readonly server: TusServer) {}

  begin(source: Partial<UploadSource> & { blob: Blob }) {
    const { clock } = this;
    const upload = new Upload(
      {
        env: {
          now: clock.now,
          after: clock.after,
          random: () => 0.5,
          page: {
            isVisible: () => true,
            watch: (listener) => {
              this.watchers.add(listener);
              return () => this.watchers.delete(listener);
            },
          },
        },
        http: {
          renew: async <T>() => {
            this.renewed += 1;
            return (await this.renew()) as T;
          },
        },
        line: this.line,
        onPathChange: (path) => void this.paths.push(path),
      },
      { name: 'عکس ۱.jpg', type: 'image/jpeg', ...source },
    );
    const seen: UploadProgress[] = [upload.progress.get()];
    upload.progress.subscribe(() => seen.push(upload.progress.get()));
    const running = {
      ended: false,
      id: undefined as string | null | undefined,
      error: undefined as unknown,
    };
    upload.run().then(
      (id) => Object.assign(running, { ended: true, id }),
      (error) => Object.assign(running, { ended: true, error }),
    );
    return { upload, running, seen };
  }

  happen(event: PageEvent): void {
    for (const watcher of this.watchers) watcher(event);
  }

  private line: UploadLine = async ({ method, path, headers, body, signal, sent }) => {
    if (!this.online) throw new ApiError('offline');
    const size = body?.size ?? 0;
    sent?.(size / 2);
    await new Promise<void>((resolve, reject) => {
      this.clock.after(50 + size / 102.4, resolve);
      signal.addEventListener('abort', () => reject(new ApiError('offline')));
    });
    if (!this.online) throw new ApiError('offline');
    const request = new Request(`http://server${path}`, { method, headers, body });
    const reply = await this.server.answer(request).catch(() => {
      throw new ApiError('offline');
    });
    const text = await reply.text();
    return { status: reply.status, header: (name) => reply.headers.get(name), text };
  };
}

let server: TusServer;
let device: Device;
beforeEach(() => {
  server = new TusServer();
  device = new Device(server);
});

async function pass(ms: number, until: () => boolean): Promise<void> {
  for (let passed = 0; passed < ms && !until(); passed += 100) await device.clock.advance(100);
  await settle();
}

const MINUTE = 60_000;
const PATHS = () => [...server.uploads.keys()];

describe('a file', () => {
  test('goes whole, in parts that grow with the line, under its own name', async () => {
    const bytes = bytesOf(3000 * KIB);
    const { running } = device.begin({ blob: new Blob([bytes]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
    const [name = '', type = ''] = server.only.metadata
      .split(',')
      .map((pair) => pair.split(' ')[1]);
    expect([name, type].map((text) => Buffer.from(text, 'base64').toString())).toEqual([
      'عکس ۱.jpg',
      'image/jpeg',
    ]);
    const sizes = server.log.map((line) => Number(line.split('+')[1])).filter((size) => size > 0);
    // Two seconds at 100 KiB a second.
    expect(sizes[0]).toBe(256 * KIB);
    expect(sizes[2]).toBeGreaterThan(180 * KIB);
    expect(sizes[2]).toBeLessThan(210 * KIB);
  });

  test('of few bytes is one request', async () => {
    const { running } = device.begin({ blob: new Blob([bytesOf(20 * KIB)]) });
    await pass(MINUTE, () => running.ended);
    expect([running.id, server.log]).toEqual(['file1', ['POST 0+20480']]);
  });

  test('of no bytes is a file as well', async () => {
    const { running } = device.begin({ blob: new Blob([]) });
    await pass(MINUTE, () => running.ended);
    expect([running.id, server.log]).toEqual(['file1', ['POST +0']]);
  });

  test('is followed by its thumb, which it does not need', async () => {
    const thumb = new Blob([bytesOf(99)]);
    const first = device.begin({ blob: new Blob(['a']), thumb });
    await pass(MINUTE, () => first.running.ended);
    expect(server.thumbs.get('/api/files/file1/thumb')?.length).toBe(99);
    server.before = ({ path }) => (path.endsWith('/thumb') ? refuse('invalid', 400) : undefined);
    const second = device.begin({ blob: new Blob(['b']), thumb });
    await pass(MINUTE, () => second.running.ended);
    expect(second.running.id).toBe('file2');
  });
});

describe('a line that is cut', () => {
  test('costs one part at most, and what is shown never goes back', async () => {
    const bytes = bytesOf(2000 * KIB);
    const { running, seen } = device.begin({ blob: new Blob([bytes]) });
    for (let i = 0; i < 8 && !running.ended; i++) {
      await pass(3000, () => running.ended);
      device.online = false;
      await device.clock.advance(500);
      device.online = true;
    }
    await pass(5 * MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
    const sent = seen.map((progress) => progress.sent);
    expect(sent).toEqual(sent.toSorted((one, other) => one - other));
    expect(sent.at(-1)).toBe(bytes.length);
  });

  test('in the middle of a part goes on with what the server has of it', async () => {
    let cuts = 0;
    server.before = ({ method, path, body }) => {
      const held = server.uploads.get(path);
      if (method !== 'PATCH' || !held || cuts++ > 2) return undefined;
      server.append(held, body.subarray(0, 1000));
      throw new Error('cut');
    };
    const bytes = bytesOf(700 * KIB);
    const { running } = device.begin({ blob: new Blob([bytes]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
    expect(server.log.filter((line) => line.startsWith('HEAD')).length).toBe(3);
  });

  test('that takes an answer along makes no second file and sends nothing twice', async () => {
    const lost = new Set<string>();
    server.after = ({ method }) => {
      if (method === 'PATCH' && !lost.has(method)) return new Error(String(lost.add(method)));
      return undefined;
    };
    const bytes = bytesOf(600 * KIB);
    const { running } = device.begin({ blob: new Blob([bytes]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
    const offsets = server.log
      .filter((line) => line.startsWith('PATCH'))
      .map((line) => line.split('+')[0]);
    expect(new Set(offsets).size).toBe(offsets.length);
  });

  test('is tried again at once when the browser is online, not when the wait is over', async () => {
    device.online = false;
    const { running, upload } = device.begin({ blob: new Blob(['a']) });
    await device.clock.advance(10 * MINUTE);
    expect(upload.progress.get()).toMatchObject({ state: 'waiting', error: { code: 'offline' } });
    device.online = true;
    device.happen('online');
    await device.clock.advance(100);
    await settle();
    expect(running.id).toBe('file1');
  });
});

describe('a later page', () => {
  test('goes on where the earlier one stopped', async () => {
    const bytes = bytesOf(900 * KIB);
    const first = device.begin({ blob: new Blob([bytes]) });
    await pass(6000, () => false);
    first.upload.pause();
    const had = server.only.bytes.length;
    expect(had).toBeGreaterThan(0);
    const path = device.paths.at(-1) ?? null;
    expect(PATHS()).toEqual([path ?? '']);
    server.log.length = 0;
    const second = device.begin({ blob: new Blob([bytes]), path });
    await pass(5 * MINUTE, () => second.running.ended);
    expect(second.running.id).toBe('file1');
    expect(server.log[0]).toBe('HEAD +0');
    expect(server.log[1]).toStartWith(`PATCH ${had}+`);
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
  });

  test('begins anew when the server has it no longer, or has another', async () => {
    const { running } = device.begin({ blob: new Blob(['abc']), path: '/api/uploads/expired' });
    await pass(MINUTE, () => running.ended);
    expect([running.id, device.paths]).toEqual(['file1', [null, '/api/uploads/file1']]);
    const other = device.begin({ blob: new Blob(['longer']), path: '/api/uploads/file1' });
    await pass(MINUTE, () => other.running.ended);
    expect(other.running.id).toBe('file2');
  });

  test('does not begin anew for ever', async () => {
    server.before = ({ method }) => (method === 'PATCH' ? refuse('not_found', 404) : undefined);
    const { running, upload } = device.begin({ blob: new Blob([bytesOf(300 * KIB)]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(running.error).toMatchObject({ code: 'not_found' });
    expect(upload.progress.get().state).toBe('failed');
    expect(server.uploads.size).toBe(4);
  });
});

describe('a person', () => {
  test('pauses: nothing is sent until they go on', async () => {
    const bytes = bytesOf(900 * KIB);
    const { running, upload } = device.begin({ blob: new Blob([bytes]) });
    await pass(4000, () => false);
    upload.pause();
    const asked = server.log.length;
    await device.clock.advance(10 * MINUTE);
    expect([server.log.length, upload.progress.get().state]).toEqual([asked, 'paused']);
    upload.resume();
    await pass(5 * MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
  });

  test('cancels: the server forgets it too', async () => {
    const { running, upload } = device.begin({ blob: new Blob([bytesOf(900 * KIB)]) });
    await pass(4000, () => false);
    expect(server.uploads.size).toBe(1);
    const cancelled = upload.cancel();
    await pass(MINUTE, () => running.ended && server.uploads.size === 0);
    await cancelled;
    expect([running.id, server.uploads.size, device.paths.at(-1)]).toEqual([null, 0, null]);
    expect(upload.progress.get().state).toBe('cancelled');
  });

  test('cancels what is paused, and offline', async () => {
    const { running, upload } = device.begin({ blob: new Blob([bytesOf(900 * KIB)]) });
    await pass(4000, () => false);
    upload.pause();
    device.online = false;
    await upload.cancel();
    await settle();
    expect([running.ended, running.id, device.paths.at(-1)]).toEqual([true, null, null]);
  });
});

describe('a refusal', () => {
  test('that time does not cure ends it, with its code', async () => {
    for (const [code, status] of [
      ['too_large', 413],
      ['forbidden', 403],
      ['daily_limit', 429],
    ] as const) {
      server.before = () => refuse(code, status);
      const { running, upload } = device.begin({ blob: new Blob(['a']) });
      await pass(MINUTE, () => running.ended);
      expect(upload.progress.get()).toMatchObject({ state: 'failed', error: { code } });
      expect(running.error).toMatchObject({ code });
    }
  });

  test('for want of space, or of time, is tried again when the server says', async () => {
    let refusals = 0;
    server.before = () => {
      refusals += 1;
      if (refusals === 1) return refuse('storage_full', 507);
      if (refusals === 2) return refuse('rate_limited', 429, { retryAfterMs: 5000 });
      if (refusals === 3) return refuse('busy', 423);
      return undefined;
    };
    const { running, upload } = device.begin({ blob: new Blob(['a']) });
    await pass(MINUTE, () => refusals === 2);
    const [began] = [device.clock.now()];
    expect(upload.progress.get()).toMatchObject({
      state: 'waiting',
      error: { code: 'rate_limited' },
    });
    await pass(MINUTE, () => refusals === 3);
    expect(device.clock.now() - began).toBeGreaterThan(4000);
    await pass(MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
  });

  test('for an old token is answered by a new one, once', async () => {
    let valid = false;
    device.renew = async () => {
      valid = true;
    };
    server.before = () => (valid ? undefined : refuse('unauthorized', 401));
    const { running } = device.begin({ blob: new Blob(['a']) });
    await pass(MINUTE, () => running.ended);
    expect([running.id, device.renewed]).toEqual(['file1', 1]);
  });

  test('of the session ends it: the file goes on when the person is back', async () => {
    server.before = () => refuse('unauthorized', 401);
    device.renew = async () => {
      throw new ApiError('unauthorized');
    };
    const { running } = device.begin({ blob: new Blob(['a']) });
    await pass(MINUTE, () => running.ended);
    expect(running.error).toMatchObject({ code: 'unauthorized' });
  });

  test('of a proxy that takes no large bodies makes the parts smaller', async () => {
    server.before = ({ body }) =>
      body.length > 100 * KIB ? new Response('<html>413', { status: 413 }) : undefined;
    const bytes = bytesOf(1000 * KIB);
    const { running } = device.begin({ blob: new Blob([bytes]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(running.id).toBe('file1');
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
    expect(
      server.log.filter((line) => Number(line.split('+')[1]) > 100 * KIB).length,
    ).toBeLessThanOrEqual(2);
  });

  test('of a proxy that answers in the server’s place is no answer', async () => {
    let pages = 0;
    server.before = ({ method }) =>
      method === 'PATCH' && pages++ < 2
        ? new Response('<html>welcome', { status: 200 })
        : undefined;
    const bytes = bytesOf(400 * KIB);
    const { running } = device.begin({ blob: new Blob([bytes]) });
    await pass(5 * MINUTE, () => running.ended);
    expect(Buffer.compare(server.only.bytes, bytes)).toBe(0);
  });
});

test('a file that is not on the device any more ends it, however the line is', async () => {
  const blob = new Blob([bytesOf(300 * KIB)]);
  const { running } = device.begin({ blob });
  device.online = false;
  blob.slice = () => {
    const gone = new Blob([]);
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    return gone;
  };
  await pass(MINUTE, () => running.ended);
  expect(running.error).toMatchObject({ code: 'not_found' });
});

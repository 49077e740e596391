import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { until } from '../../helpers/until.ts';
import { MediaPage } from './page/open.ts';

/** Chromium's made-up microphone beeps once a second. */
let media: MediaPage;
beforeAll(async () => {
  media = await MediaPage.open();
});
afterAll(() => media.close());
beforeEach(() => media.load());

declare global {
  var recorder: Awaited<ReturnType<typeof globalThis.media.VoiceRecorder.start>>;
  var chunks: { blob: Blob; durationMs: number; waveform: string }[];
}

const start = () =>
  media.page.evaluate(async () => {
    globalThis.chunks = [];
    globalThis.recorder = await globalThis.media.VoiceRecorder.start({
      env: globalThis.media.browserEnv(),
      onSecond: (chunk) => globalThis.chunks.push(chunk),
    });
  });
const progress = () => media.page.evaluate(() => globalThis.recorder.progress.get());
const recorded = async (ms: number) => await until(progress, ({ durationMs }) => durationMs >= ms);

/** Of the whole recording, or of the chunks alone, as after a page that died. */
const finish = (alone = false) =>
  media.page.evaluate(async (fromChunks) => {
    const { blob, durationMs, waveform } = await globalThis.recorder.finish();
    const whole = fromChunks
      ? new Blob(globalThis.chunks.slice(0, 2).map((chunk) => chunk.blob))
      : blob;
    const context = new AudioContext();
    const { duration } = await context.decodeAudioData(await whole.arrayBuffer());
    return { durationMs, waveform, heardMs: duration * 1000, bytes: blob.size, type: blob.type };
  }, alone);

describe('a voice message', () => {
  test('is opus of about 3 KB a second, as long as it says, with its waveform', async () => {
    await start();
    await recorded(3000);
    const { durationMs, heardMs, bytes, type, waveform } = await finish();
    expect(type).toBe('audio/webm;codecs=opus');
    expect(durationMs).toBeGreaterThanOrEqual(3000);
    expect(Math.abs(heardMs - durationMs)).toBeLessThan(250);
    expect(bytes / (durationMs / 1000)).toBeLessThan(4500);
    const bars = [...Buffer.from(waveform, 'base64')];
    expect(bars.length).toBe(64);
    // Beeps and what is between them.
    expect([Math.max(...bars), Math.min(...bars) < 100]).toEqual([255, true]);
  });

  test('shows while it is spoken how loud it is', async () => {
    await start();
    const levels = new Set<boolean>();
    await until(async () => {
      levels.add((await progress()).level > 0.3);
      return levels.size;
    }, 2);
    await media.page.evaluate(() => globalThis.recorder.cancel());
  });

  test('leaves pauses out', async () => {
    const began = performance.now();
    await start();
    await recorded(1000);
    await media.page.evaluate(() => globalThis.recorder.pause());
    const paused = await progress();
    expect(paused).toMatchObject({ state: 'paused', level: 0 });
    // Time has to pass while it is paused.
    const since = performance.now();
    await until(() => performance.now() - since > 1500, true);
    expect(await progress()).toEqual(paused);
    const pausedFor = performance.now() - since;
    await media.page.evaluate(() => globalThis.recorder.resume());
    await recorded(paused.durationMs + 1000);
    const { durationMs, heardMs } = await finish();
    expect(durationMs).toBeLessThanOrEqual(performance.now() - began - pausedFor);
    expect(Math.abs(heardMs - durationMs)).toBeLessThan(300);
  });

  test('is handed out second by second: what was stored can be heard though the page died', async () => {
    await start();
    await until(
      () => media.page.evaluate(() => globalThis.chunks.length),
      (count) => count >= 3,
    );
    const second = await media.page.evaluate(() => {
      const { durationMs, waveform } = globalThis.chunks[1] ?? {};
      return { durationMs: durationMs ?? 0, waveform };
    });
    expect(second.waveform?.length).toBe(88);
    const { heardMs } = await finish(true);
    expect(Math.abs(heardMs - second.durationMs)).toBeLessThan(300);
  });

  test('that is cancelled leaves nothing, and lets the microphone go', async () => {
    await start();
    await recorded(300);
    await media.page.evaluate(() => globalThis.recorder.cancel());
    expect(await until(progress, ({ state }) => state === 'ended')).toMatchObject({ level: 0 });
    expect(await media.page.evaluate(() => globalThis.chunks.length)).toBe(0);
  });

  test('ends with what was spoken when the microphone is taken away', async () => {
    await media.page.evaluate(() => {
      const { mediaDevices } = navigator;
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        Object.assign(globalThis, { track: stream.getTracks()[0] });
        return stream;
      };
    });
    await start();
    await recorded(1200);
    await media.page.evaluate(() =>
      (globalThis as unknown as { track: MediaStreamTrack }).track.stop(),
    );
    await until(progress, ({ state }) => state === 'ended');
    expect((await finish()).heardMs).toBeGreaterThan(900);
  });
});

describe('without a microphone', () => {
  const problem = () =>
    media.page.evaluate(async () =>
      globalThis.media.VoiceRecorder.start({ env: globalThis.media.browserEnv() }).then(
        () => 'started',
        (error: unknown) => (error as { code?: string }).code,
      ),
    );

  test('it is said why', async () => {
    for (const [name, code] of [
      ['NotAllowedError', 'denied'],
      ['NotFoundError', 'missing'],
      ['NotReadableError', 'busy'],
    ] as const) {
      await media.page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      }, name);
      expect([name, await problem()]).toEqual([name, code]);
    }
    await media.page.evaluate(() =>
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined }),
    );
    expect(await problem()).toBe('insecure');
    await media.page.evaluate(() => Reflect.deleteProperty(globalThis, 'MediaRecorder'));
    expect(await problem()).toBe('unsupported');
  });
});

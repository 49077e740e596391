import type { Page } from 'playwright-core';

/** What a browser records has neither its length nor a table of its places. */
export async function recorded(
  page: Page,
  what: 'sound' | 'video',
  ms: number,
): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([kind, length]) => {
      const sound = new AudioContext();
      const stream = sound.createMediaStreamDestination();
      const tone = sound.createOscillator();
      tone.connect(stream);
      tone.start();
      const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
      const context = canvas.getContext('2d');
      const draw = setInterval(() => context?.fillRect(0, 0, Math.random() * 64, 48), 40);
      const source = kind === 'video' ? canvas.captureStream(25) : stream.stream;
      const mimeType = kind === 'video' ? 'video/webm;codecs=vp8' : 'audio/webm;codecs=opus';
      const recorder = new MediaRecorder(source, { mimeType });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.start(500);
      setTimeout(() => recorder.stop(), length);
      await ended;
      clearInterval(draw);
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    },
    [what, ms] as const,
  );
  return new Uint8Array(Buffer.from(text, 'base64'));
}

const RATE = 8000;

/** A tone of so many milliseconds, as WAV. */
export function tone(durationMs: number): Uint8Array<ArrayBuffer> {
  const length = Math.round((durationMs * RATE) / 1000);
  const bytes = new Uint8Array(44 + length);
  const head = new DataView(bytes.buffer);
  const text = (at: number, word: string) => bytes.set(new TextEncoder().encode(word), at);
  text(0, 'RIFF');
  head.setUint32(4, 36 + length, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, RATE, true);
  head.setUint32(28, RATE, true);
  head.setUint16(32, 1, true);
  head.setUint16(34, 8, true);
  text(36, 'data');
  head.setUint32(40, length, true);
  for (let i = 0; i < length; i++)
    bytes[44 + i] = 128 + 40 * Math.sin((i * 2 * Math.PI * 330) / RATE);
  return bytes;
}

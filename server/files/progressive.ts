import type { Content } from './content.ts';

/** How much of a JPEG is looked at: its tables, and what a camera writes before them. */
const HEAD = 256 * 1024;
const LARGE_PIXELS = 25_000_000;
const PROGRESSIVE = 0xc2;

/**
 * Whether a file is a JPEG whose parts come one over another (ITU-T T.81 §G) and that is so large that decoding it takes a
 * hundred and fifty megabytes, which is more than a small picture is worth.
 */
export async function isLargeProgressive(content: Content): Promise<boolean> {
  const { buffer, byteOffset, byteLength } = await content.first(HEAD);
  const head = new DataView(buffer, byteOffset, byteLength);
  if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return false;
  for (let at = 2; at + 9 <= head.byteLength && head.getUint8(at) === 0xff; ) {
    const marker = head.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const pixels = head.getUint16(at + 5) * head.getUint16(at + 7);
      return marker === PROGRESSIVE && pixels > LARGE_PIXELS;
    }
    at += 2 + head.getUint16(at + 2);
  }
  return false;
}

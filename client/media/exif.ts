import { viewOf } from './blob-reader.ts';

const ORIENTATION = 0x0112;
const SHORT = 3;

/**
 * How a picture has to be turned (1 to 8, EXIF 2.32 §4.6.4), from a TIFF block without the `Exif` before it. 1, "as it
 * is", where nothing sound is said.
 */
export function readOrientation(tiff: Uint8Array): number {
  try {
    const view = viewOf(tiff);
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return 1;
    const little = order === 0x4949;
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let i = 0; i < entries; i++) {
      const entry = directory + 2 + 12 * i;
      if (view.getUint16(entry, little) !== ORIENTATION) continue;
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Shorter than it says.
  }
  return 1;
}

/** A TIFF block that says how to turn the picture, and nothing else. */
export function orientationBlock(orientation: number): Uint8Array {
  const bytes = new Uint8Array(26);
  const view = viewOf(bytes);
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return bytes;
}

/** From 5 on the picture lies on its side: width and height are changed for each other. */
export function isOnItsSide(orientation: number): boolean {
  return orientation >= 5;
}

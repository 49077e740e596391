/** The bytes of a sample, with the type that a file picker would give. */
export async function fetchBlob(path: string, type = ''): Promise<Blob> {
  return new Blob([await (await fetch(path)).arrayBuffer()], { type });
}

type Picture = Blob | ImageBitmap;

export async function pixels(picture: Picture): Promise<ImageData> {
  const bitmap = picture instanceof Blob ? await createImageBitmap(picture) : picture;
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

/** What a picture looks like, as its size and a hash of its pixels, or that it cannot be seen. */
export async function pixelsOf(blob: Blob): Promise<string> {
  const found = await pixels(blob).catch(() => undefined);
  if (!found) return 'undecodable';
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', found.data)).toHex();
  return `${found.width}x${found.height} ${hash}`;
}

/** How far two pictures of one size are from each other, 0 to 255 in the mean of all pixels. */
export async function differenceOf(one: Picture, other: Picture): Promise<number> {
  const [a, b] = [await pixels(one), await pixels(other)];
  if (a.width !== b.width || a.height !== b.height)
    throw new Error(`${a.width}x${a.height} and ${b.width}x${b.height}`);
  return (
    a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? 0)), 0) / a.data.length
  );
}

export async function pixelAt(blob: Blob, x: number, y: number): Promise<number[]> {
  const { width, data } = await pixels(blob);
  return [...data.slice(4 * (y * width + x), 4 * (y * width + x) + 3)];
}

type Paint = (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void;

/** A picture that is drawn here. */
export function paint(
  width: number,
  height: number,
  draw: Paint,
  type = 'image/png',
  colorSpace: PredefinedColorSpace = 'srgb',
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace });
  if (!context) throw new Error('no canvas');
  draw(context, width, height);
  return canvas.convertToBlob({ type, quality: 0.95 });
}

import type { Locator, Page } from 'playwright-core';

type Chosen = { name: string; mimeType: string; buffer: Buffer };

/** A picture of which the left half is red and the right half blue. */
export function halves(page: Page): Promise<Chosen> {
  return page
    .evaluate(async () => {
      const canvas = new OffscreenCanvas(800, 400);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#e00';
      context.fillRect(0, 0, 400, 400);
      context.fillStyle = '#00e';
      context.fillRect(400, 0, 400, 400);
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    })
    .then((bytes) => ({ name: 'نیمه.png', mimeType: 'image/png', buffer: Buffer.from(bytes) }));
}

/** Resolves when it can be cut. */
export async function choosePicture(page: Page, file: Chosen): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.locator('pa-avatar-edit .choose').click();
  await (await chooser).setFiles(file);
  await page.locator('pa-crop-square .window:focus img').waitFor();
}

/** Of an avatar that is red or blue all over; `none`: it shows initials. What is not seen does not come. */
export async function colourOf(avatar: Locator): Promise<string> {
  await avatar.first().scrollIntoViewIfNeeded();
  if ((await avatar.locator('img').count()) === 0) return 'none';
  return avatar
    .first()
    .locator('img')
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode().catch(() => undefined);
      if (image.naturalWidth === 0) return 'not there';
      const canvas = new OffscreenCanvas(2, 2);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0, 2, 2);
      const { data } = context?.getImageData(0, 0, 2, 2) ?? { data: [] };
      const colours = [0, 4, 8, 12].map((at) =>
        Number(data[at]) > Number(data[at + 2]) ? 'red' : 'blue',
      );
      return [...new Set(colours)].join(' and ');
    });
}

import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { FileInfo } from '../../protocol/files.ts';
import { addChats, addPeople, chatId, openCast, tokenOf, userId } from './cast.ts';
import { REFRESH } from './long-chat.ts';

export const ALBUM_CHAT = { id: chatId(0), pictures: 1000 };
const SIZE = { width: 800, height: 600 };
/** Pictures that the page makes at once, and uploads that are under way. */
const BATCH = 20;

type Made = { bytes: string; thumb: string };

/** A direct chat without a message; its first person's session can be opened by `REFRESH`. */
export function writeAlbumChat(dataDir: string): void {
  const db = openCast(dataDir);
  addPeople(db, 2);
  const hash = createHash('sha256').update(REFRESH).digest('base64url');
  db.run('UPDATE sessions SET refresh_hash = ? WHERE user_id = ?', [hash, userId(0)]);
  const people: [string, string] = [userId(0), userId(1)];
  addChats(db, [{ id: ALBUM_CHAT.id, people, lastSeq: 0, lastAt: Date.now() }]);
  db.close();
}

/** JPEGs with their thumbs that are as hard to decode as photos of their size, each another one. */
function makePictures(page: Page, count: number): Promise<Made[]> {
  return page.evaluate(
    async ({ count, width, height }) => {
      const draw = async (hue: number, noise: ImageBitmap, to: number) => {
        const canvas = new OffscreenCanvas(to, (to * height) / width);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.fillStyle = `hsl(${hue} 50% 50%)`;
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.globalAlpha = 0.5;
        context.drawImage(noise, 0, 0, canvas.width, canvas.height);
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        const bytes = new Uint8Array(await blob.arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
      };
      const made: Made[] = [];
      for (let i = 0; i < count; i++) {
        const pixels = new ImageData(80, 60);
        for (let at = 0; at < pixels.data.length; at++) pixels.data[at] = Math.random() * 256;
        const noise = await createImageBitmap(pixels);
        const hue = Math.random() * 360;
        made.push({ bytes: await draw(hue, noise, width), thumb: await draw(hue, noise, 320) });
      }
      return made;
    },
    { count, ...SIZE },
  );
}

/** Sends one picture in a message, as the app does. */
async function sendPicture(url: string, { bytes, thumb }: Made): Promise<void> {
  const authorization = `Bearer ${tokenOf(1)}`;
  const body = Buffer.from(bytes, 'base64');
  const ask = async (method: string, path: string, headers: object, sent: BodyInit) => {
    const options = { method, headers: { authorization, ...headers }, body: sent };
    const answer = await fetch(url + path, options);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const whole = {
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-length': String(body.length),
    'upload-metadata': `name ${btoa('photo.jpg')},type ${btoa('image/jpeg')}`,
  };
  const made = await ask('POST', '/api/uploads', whole, body);
  const id = made.headers.get('location')?.split('/').at(-1) ?? '';
  const small = Buffer.from(thumb, 'base64');
  await ask('PUT', `/api/files/${id}/thumb`, { 'content-type': 'image/jpeg' }, small);
  const files = [
    { id, kind: 'picture', ...SIZE, thumbhash: THUMBHASH },
  ] satisfies Partial<FileInfo>[];
  const message = { clientId: Bun.randomUUIDv7(), text: '', files };
  const json = { 'content-type': 'application/json' };
  await ask('POST', `/api/chats/${ALBUM_CHAT.id}/messages`, json, JSON.stringify(message));
}

const THUMBHASH = '3OcRJYB4d3h/iIeHeEh3eIhw+j3A';

export async function fillAlbumChat(page: Page, url: string): Promise<void> {
  for (let sent = 0; sent < ALBUM_CHAT.pictures; sent += BATCH)
    for (const made of await makePictures(page, BATCH)) await sendPicture(url, made);
}

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { PNG, png, SVG } from '../../scripts/legacy/pictures.ts';
import { contentOfFile } from '../../server/files/content.ts';
import { detectKind } from '../../server/files/kind.ts';
import { createThumbs } from '../../server/files/thumbs.ts';
import type { Caller, Server } from '../helpers/app.ts';
import { makeFriends, startCast } from '../helpers/cast.ts';
import { append, begin, bytesOf, fetched, idIn, sendFiles, sha256, upload } from './support.ts';

let server: Server;
let [sara, ali, reza]: Caller[] = [];
let chatId: string;
beforeAll(async () => {
  const cast = await startCast();
  ({ server, sara, ali, reza } = cast);
  chatId = await makeFriends(cast.sara, cast.ali);
});
afterAll(() => server.stop());

function people() {
  if (!sara || !ali || !reza) throw new Error('nobody there');
  return { sara, ali, reza };
}
const thumbOf = (who: Caller, id: string) => fetched(server, who, `/api/files/${id}/thumb`);
const put = (who: Caller, id: string, bytes: Uint8Array) =>
  who.ask('PUT', `/api/files/${id}/thumb`, bytes);

test('the server makes a small picture of a large one; those who see the file see it, others do not', async () => {
  const { sara, ali, reza } = people();
  const large = await new Bun.Image(png(1600, 900)).jpeg().bytes();
  const id = await upload(sara, large, { name: 'منظره.jpg' });
  const { files } = await sendFiles(sara, chatId, [{ id, kind: 'picture' }]);
  expect(files[0]).toMatchObject({ kind: 'picture', width: 1600, height: 900, thumb: true });
  const thumb = await thumbOf(ali, id);
  expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const { width, height } = await new Bun.Image(thumb.bytes).metadata();
  expect([width, height]).toEqual([320, 180]);
  expect((await thumbOf(reza, id)).status).toBe(404);
});

test('a thumb that the client makes is kept as it is, put before or after the end of the upload', async () => {
  const { sara, ali } = people();
  const small = await new Bun.Image(PNG).resize(32, 24).jpeg().bytes();
  const early = idIn(await begin(sara, { name: 'ویدیو.mp4', length: 50 }));
  expect((await put(sara, early, small)).status).toBe(200);
  await append(sara, early, 0, bytesOf(50));
  const late = await upload(sara, PNG, { name: 'نما.png' });
  expect((await put(sara, late, small)).status).toBe(200);
  const { files } = await sendFiles(sara, chatId, [early, late]);
  expect(files.map(({ thumb }) => thumb)).toEqual([true, true]);
  for (const id of [early, late]) {
    const got = await thumbOf(ali, id);
    expect([got.headers.get('content-type'), sha256(got.bytes)]).toEqual([
      'image/jpeg',
      sha256(small),
    ]);
  }
  // Only its owner, whoever else sees the file.
  expect((await put(ali, late, small)).status).toBe(404);
});

test('a message says whether its files have thumbs, so none comes or changes once it is sent', async () => {
  const { sara, ali } = people();
  const [small, other] = await Promise.all(
    [32, 16].map((side) => new Bun.Image(PNG).resize(side, side).jpeg().bytes()),
  );
  if (!small || !other) throw new Error('no thumbs');
  const [bare, shown] = [await upload(sara, bytesOf(50)), await upload(sara, bytesOf(50, 2))];
  expect((await put(sara, shown, small)).status).toBe(200);
  const { files } = await sendFiles(sara, chatId, [bare, shown]);
  expect(files.map(({ thumb }) => thumb)).toEqual([undefined, true]);
  for (const id of [bare, shown]) {
    const { status, body } = await put(sara, id, other);
    expect([status, body.error.code]).toEqual([403, 'forbidden']);
  }
  // Its answer was lost.
  expect((await put(sara, shown, small)).status).toBe(200);
  expect(sha256((await thumbOf(ali, shown)).bytes)).toBe(sha256(small));
  expect((await thumbOf(ali, bare)).status).toBe(404);
});

test('what is no small still picture is refused as a thumb', async () => {
  const { sara } = people();
  const id = await upload(sara, PNG);
  const noise = Buffer.concat([PNG.subarray(0, 8), bytesOf(100)]);
  for (const wrong of [bytesOf(100), Buffer.from(SVG), noise, new Uint8Array(0)])
    expect((await put(sara, id, wrong)).body.error.code).toBe('invalid');
  expect((await put(sara, id, png(4000, 4000).subarray(0, 60_000))).body.error.code).toBe(
    'invalid',
  );
  expect((await put(sara, id, bytesOf(65_537))).body.error.code).toBe('too_large');
});

/** 144 million pixels in a hundred kilobytes. */
function bomb(): Buffer {
  const [width, height] = [12_000, 12_000];
  const rows = Buffer.alloc((width / 8 + 1) * height);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(Bun.hash.crc32(body), body.length + 4);
    return out;
  };
  const signature = PNG.subarray(0, 8);
  const data = chunk('IDAT', deflateSync(rows));
  return Buffer.concat([signature, chunk('IHDR', head), data, chunk('IEND', Buffer.alloc(0))]);
}

test('a picture of too many pixels is refused before any is decoded, and is a file to everybody’s browser', async () => {
  const { sara } = people();
  const bytes = bomb();
  const before = process.memoryUsage().rss;
  const id = await upload(sara, bytes, { name: 'bomb.png' });
  expect(process.memoryUsage().rss - before).toBeLessThan(64e6);
  const { files } = await sendFiles(sara, chatId, [{ id, kind: 'picture' }]);
  expect(files[0]).toEqual({
    ...{ id, name: 'bomb.png', size: bytes.length, mime: 'image/png', kind: 'file' },
  });
  expect((await thumbOf(sara, id)).status).toBe(404);
});

test('of a damaged or an animated picture there is none either, and the file is sent', async () => {
  const { sara } = people();
  const damaged = Buffer.concat([png(800, 600).subarray(0, 60), bytesOf(500)]);
  const id = await upload(sara, damaged, { name: 'x.png' });
  expect((await sendFiles(sara, chatId, [{ id, kind: 'picture' }])).status).toBe(201);
  expect((await thumbOf(sara, id)).status).toBe(404);
});

test('only pictures are looked at', async () => {
  const thumbs = createThumbs(server.deps, {} as never);
  expect(await thumbs.make(contentOfFile('/etc/passwd'), 'text/plain')).toBeUndefined();
});

test('of hundreds of odd pictures none ends the server, none is large, and none stands on its side', async () => {
  const samples = join(import.meta.dir, '../client/media/samples');
  const folder = mkdtempSync(join(tmpdir(), 'payambar-odd-'));
  const suite = await unpackTar(
    Bun.gunzipSync(await Bun.file(join(samples, 'pngsuite.tar.gz')).bytes()),
  );
  for (const { header, data } of suite) await Bun.write(join(folder, header.name), data ?? '');
  const thumbs = createThumbs(server.deps, {} as never);
  let made = 0;
  for (const root of [folder, samples]) {
    for (const name of new Bun.Glob('**/*').scanSync(root)) {
      const content = contentOfFile(join(root, name));
      const { mime, width, height } = await detectKind(content, '');
      const thumb = await thumbs.make(content, mime);
      if (!thumb) continue;
      made += 1;
      const small = await new Bun.Image(thumb.bytes).metadata();
      expect([name, Math.max(small.width, small.height) <= 320]).toEqual([name, true]);
      expect([name, small.width > small.height]).toEqual([name, (width ?? 0) > (height ?? 0)]);
    }
  }
  expect(made).toBeGreaterThan(180);
  rmSync(folder, { recursive: true });
});

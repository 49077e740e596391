import { describe, expect, test } from 'bun:test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stripMetadata } from '../../../client/media/strip-metadata/strip-metadata.ts';

const SAMPLES = join(import.meta.dir, 'samples');
/** What `make.sh` and the cameras wrote into the samples. */
const TOLD =
  /Phone|Canon|PowerShot|Tehran|Sara|home|GPS|loci|2026:01:02|\+35\.6892|http:\/\/ns\.adobe|Exif\0\0II/;

const read = async (name: string) =>
  new Uint8Array(await Bun.file(join(SAMPLES, name)).arrayBuffer());
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const blobOf = (bytes: Uint8Array | string) =>
  new Blob([typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes.slice()]);

/** The pictures and sounds of a video: the box `mdat`, where `before` has it. */
function dataOf(video: Uint8Array, before: Uint8Array): string {
  const at = textOf(before).indexOf('mdat');
  const length = Buffer.from(before).readUInt32BE(at - 4);
  return textOf(video).slice(at, at + length - 4);
}

async function strip(bytes: Uint8Array) {
  const { blob, outcome } = await stripMetadata(blobOf(bytes));
  return { outcome, bytes: new Uint8Array(await blob.arrayBuffer()) };
}

describe('what a file tells beside its picture', () => {
  for (const name of [
    'photo.jpg',
    'camera.jpg',
    'gps.png',
    'place.webp',
    'place.heic',
    'place.avif',
    'android.mp4',
    'iphone.mov',
  ]) {
    test(`is in ${name}, and is not when it was stripped`, async () => {
      const before = await read(name);
      expect(TOLD.test(textOf(before))).toBe(true);
      const { bytes, outcome } = await strip(before);
      expect(outcome).toBe('stripped');
      expect(TOLD.exec(textOf(bytes))?.[0]).toBeUndefined();
    });
  }

  test('goes in one turn: there is nothing for a second', async () => {
    for (const name of [
      'photo.jpg',
      'gps.png',
      'place.webp',
      'place.heic',
      'place.avif',
      'iphone.mov',
    ]) {
      const once = await strip(await read(name));
      const twice = await strip(once.bytes);
      expect([name, textOf(twice.bytes) === textOf(once.bytes)]).toEqual([name, true]);
    }
  });
});

describe('a stripped JPEG', () => {
  test('ends where its picture ends: what phones hang behind it is gone', async () => {
    const before = await read('photo.jpg');
    const { bytes } = await strip(before);
    const ends = (text: string) => [...text.matchAll(/\xff\xd9/g)].length;
    expect(ends(textOf(before))).toBeGreaterThan(1);
    expect(ends(textOf(bytes))).toBe(1);
    expect(textOf(bytes.slice(-2))).toBe('\xff\xd9');
  });

  test('keeps the colour profile', async () => {
    const { bytes, outcome } = await strip(await read('turned-1.jpg'));
    expect(outcome).toBe('stripped');
    expect(textOf(bytes).includes('ICC_PROFILE\0')).toBe(true);
  });

  test('that tells nothing is the same file', async () => {
    const plain = await strip(await read('progressive.jpg'));
    expect((await strip(plain.bytes)).outcome).toBe('clean');
  });
});

test('a stripped HEIC is as long as before, with its pictures where they were', async () => {
  for (const kind of ['heic', 'avif']) {
    const [plain, before] = [await read(`sample.${kind}`), await read(`place.${kind}`)];
    const { bytes } = await strip(before);
    expect(bytes.length).toBe(before.length);
    // A thousand bytes from the middle of its picture.
    const middle = textOf(plain.slice(plain.length / 2, plain.length / 2 + 1000));
    expect([kind, textOf(bytes).includes(middle)]).toEqual([kind, true]);
  }
});

describe('a stripped video', () => {
  test('is as long as before, with its pictures and sounds where they were', async () => {
    for (const name of ['android.mp4', 'iphone.mov']) {
      const before = await read(name);
      const { bytes } = await strip(before);
      expect(bytes.length).toBe(before.length);
      expect([name, dataOf(bytes, before) === dataOf(before, before)]).toEqual([name, true]);
    }
  });

  test('loses a track of measurements whole, and keeps the others', async () => {
    // As GoPro's path and Android's camera motion are: a track whose handler is `meta`.
    const text = textOf(await read('android.mp4'));
    const measured = text.replace('soun', 'meta');
    expect(measured === text).toBe(false);
    const { bytes, outcome } = await strip(Buffer.from(measured, 'latin1'));
    expect(outcome).toBe('stripped');
    const after = textOf(bytes);
    expect([after.includes('vide'), after.includes('mp4a')]).toEqual([true, false]);
    const before = Buffer.from(text, 'latin1');
    const zeros = (of: Uint8Array) => dataOf(of, before).split('\0').length;
    // The sound among the pictures.
    expect(zeros(bytes) - zeros(before)).toBeGreaterThan(1000);
    expect(dataOf(bytes, before).includes('x264')).toBe(true);
  });

  test('with sizes in 64 bits is read as well', async () => {
    const text = textOf(await read('android.mp4'));
    const at = text.indexOf('udta', text.indexOf('moov')) - 4;
    const size = Buffer.from(text.slice(at, at + 4), 'latin1').readUInt32BE();
    // The box is the last of the movie: eight bytes more make the movie longer by as much.
    const big = Buffer.alloc(16);
    big.writeUInt32BE(1);
    big.write('udta', 4);
    big.writeBigUInt64BE(BigInt(size + 8), 8);
    const moov = text.indexOf('moov') - 4;
    const moovSize = Buffer.alloc(4);
    moovSize.writeUInt32BE(Buffer.from(text.slice(moov, moov + 4), 'latin1').readUInt32BE() + 8);
    const longer =
      text.slice(0, moov) +
      moovSize.toString('latin1') +
      text.slice(moov + 4, at) +
      big.toString('latin1') +
      text.slice(at + 8);
    expect(TOLD.test(longer)).toBe(true);
    const { bytes, outcome } = await strip(Buffer.from(longer, 'latin1'));
    expect(outcome).toBe('stripped');
    expect(bytes.length).toBe(longer.length);
    expect(TOLD.exec(textOf(bytes))?.[0]).toBeUndefined();
  });
});

describe('bad input', () => {
  test('of another kind is left as it is, and that is said', async () => {
    for (const name of ['animated.gif', 'sound.ogg', 'make.sh']) {
      const before = await read(name);
      expect([name, await strip(before)]).toEqual([name, { outcome: 'other', bytes: before }]);
    }
    expect((await stripMetadata(new Blob([]))).outcome).toBe('other');
  });

  test('that is damaged is left as it is, and that is said', async () => {
    const lies = [
      '\xff\xd8\xff',
      '\xff\xd8\xff\xe1\xff\xff',
      '\xff\xd8\xff\xe1\0\x01',
      `\xff\xd8${'\xff'.repeat(1000)}`,
      '\x89PNG\r\n\x1a\n',
      '\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR',
      'RIFF\xff\xff\xff\xffWEBP',
      'RIFF\x10\0\0\0WEBPEXIF\xff\xff\xff\x7f',
      '\0\0\0\x08moov',
      '\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x04moov',
      '\0\0\0\x10ftypisom\0\0\0\0\xff\xff\xff\xffmoov',
      '\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff',
    ];
    for (const lie of lies) {
      const { blob, outcome } = await stripMetadata(blobOf(lie));
      const same = textOf(new Uint8Array(await blob.arrayBuffer())) === lie;
      expect([lie, /unreadable|clean/.test(outcome), same]).toEqual([lie, true, true]);
    }
  });

  test('of any sample with some bytes changed throws nothing and ends', async () => {
    const names = (await readdir(SAMPLES)).filter((name) =>
      /\.(jpg|png|webp|heic|avif|mp4|mov)$/.test(name),
    );
    for (const name of names) {
      const whole = await read(name);
      for (let i = 0; i < 40; i++) {
        const bytes = whole.slice(0, i % 4 === 0 ? (whole.length * i) / 40 : whole.length);
        for (let j = 0; j < 1 + (i % 5) && bytes.length > 0; j++)
          bytes[Math.floor(Math.random() * bytes.length)] = Math.floor(Math.random() * 256);
        const { blob } = await stripMetadata(blobOf(bytes));
        expect(blob.size).toBeLessThanOrEqual(bytes.length + 64);
      }
    }
  });

  test('of cameras with odd EXIF is read all the same', async () => {
    for (const name of await readdir(join(SAMPLES, 'odd'))) {
      const { outcome } = await strip(await read(`odd/${name}`));
      expect([name, outcome === 'unreadable']).toEqual([name, false]);
    }
  });
});

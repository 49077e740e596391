import { rgbaToThumbHash } from 'thumbhash';
import type { FileInfo } from '../../protocol/files.ts';
import { ApiError, type ShownFiles } from '../core/services.ts';
import { toBase64 } from '../media/base64.ts';
import type { Line } from './fake-line.ts';

/** `client/dev/serve.ts` draws pictures and makes sounds by these ids. */
export function fakePicture(width: number, height: number, hue: number): FileInfo {
  return {
    id: `picture-${width}-${height}-${hue}`,
    kind: 'picture',
    name: `IMG_${hue}.jpg`,
    size: width * height * 0.3,
    mime: 'image/jpeg',
    width,
    height,
    thumb: true,
    thumbhash: blurOf(hue),
  };
}

function blurOf(hue: number): string {
  const rgba = new Uint8Array(8 * 8 * 4);
  for (let i = 0; i < 64; i++) {
    const turn = ((hue + i) / 360) * 2 * Math.PI;
    const shade = [0, 2, 4].map((part) => 128 + 90 * Math.cos(turn - (part * Math.PI) / 3));
    rgba.set([...shade, 255], i * 4);
  }
  return toBase64(rgbaToThumbHash(8, 8, rgba));
}

const fakeVoice = (durationMs: number): FileInfo => ({
  id: `sound-${durationMs}`,
  kind: 'voice',
  name: 'voice.webm',
  size: durationMs * 3,
  mime: 'audio/webm',
  durationMs,
  waveform: toBase64(
    Uint8Array.from(
      { length: 64 },
      (_, i) => 40 + 200 * Math.abs(Math.sin(i / 3) * Math.cos(i / 11)),
    ),
  ),
});

const fakeFile = (name: string, mime: string, size: number, more = {}): FileInfo => ({
  ...{ id: `missing-${size}`, kind: 'file', name, mime, size },
  ...more,
});

const video: FileInfo = {
  ...fakePicture(1280, 720, 200),
  ...{ kind: 'video', name: 'تولد.mp4', mime: 'video/mp4', size: 8_400_000, durationMs: 74_000 },
};

export const FILE_LINES: Line[] = [
  ['<', 120, '', { files: [fakePicture(1600, 1200, 30)] }],
  ['<', 119, 'این هم ایوان، از روبه‌رو', { files: [fakePicture(1200, 1600, 120)] }],
  [
    '>',
    118,
    'چندتا از سفر شیراز که گفته بودی ببینم؛ آفتاب آن روز خیلی تند بود.',
    { files: [30, 90, 200, 260, 320].map((hue, i) => fakePicture(i % 2 ? 900 : 1600, 1200, hue)) },
  ],
  ['<', 117, 'همین آفتابش خوب است', { replyTo: 3 }],
  ['>', 117, '', { files: [70, 140, 210].map((hue) => fakePicture(1600, 1000, hue)) }],
  ['<', 100, '', { files: [fakeVoice(12_400)] }],
  ['>', 99, '', { files: [fakeVoice(75_000)] }],
  ['<', 98, '', { files: [video] }],
  [
    '<',
    97,
    '',
    {
      files: [
        fakeFile('آواز دشتی - Golha 271.mp3', 'audio/mpeg', 5_100_000, {
          kind: 'audio',
          id: 'sound-215000',
          durationMs: 215_000,
        }),
      ],
    },
  ],
  [
    '>',
    96,
    '',
    { files: [fakeFile('نقشه‌ی طبقه‌ی دوم (نهایی) v3.pdf', 'application/pdf', 2_430_000)] },
  ],
  [
    '<',
    95,
    'این سه تا را هم ببین',
    {
      files: [
        fakeFile('budget-1405.xlsx', 'application/zip', 48_000),
        fakeFile(
          'archive of everything that we have ever written to each other and more.tar.gz',
          'application/gzip',
          920_000_000,
        ),
        fakeFile('قرارداد.docx', 'application/zip', 31_000),
      ],
    },
  ],
  [
    '<',
    94,
    'برنامه در صفحه‌ی سفر است و نقشه در https://example.org/maps/shiraz',
    {
      entities: [
        { type: 'link', offset: 10, length: 10, url: 'https://trips.example.com/shiraz/1405' },
        { type: 'link', offset: 35, length: 31, url: 'https://example.org/maps/shiraz' },
      ],
    },
  ],
  ['<', 90, '', { files: [{ ...fakePicture(800, 600, 10), id: 'missing-1', thumb: undefined }] }],
  [
    '>',
    2,
    '',
    { files: [fakePicture(64, 64, 280)], reactions: [{ emoji: '👍', count: 2, by: [] }] },
  ],
];

/** Straight from the server of the screens; a file that is missing there does not come. */
export const fakeFiles = async (): Promise<ShownFiles> => ({
  async show(fileId, part) {
    if (fileId.startsWith('missing')) throw new ApiError('offline');
    return { url: `/api/files/${fileId}${part === 'thumb' ? '/thumb' : ''}`, release() {} };
  },
  async download({ id }, signal) {
    if (id.startsWith('missing')) throw new ApiError('offline');
    return await (await fetch(`/api/files/${id}`, { signal })).blob();
  },
  measureStored: () => ({ thumbs: 3_400_000, whole: 41_000_000 }),
  makeAvatar: async () => 'missing-made',
  clear: async () => {},
});

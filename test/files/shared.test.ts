import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PNG } from '../../scripts/legacy/pictures.ts';
import type { Caller, Server } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { makeFriends, say, startCast } from '../helpers/cast.ts';
import { bytesOf, sendFiles, upload } from './support.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let reza: Caller;
let chatId: string;
/** Seqs of Sara's messages: pictures, files, and one album of both. */
const seqs: Record<'pictures' | 'files', number[]> = { pictures: [], files: [] };
let album: number;
beforeAll(async () => {
  ({ server, sara, ali, reza } = await startCast());
  chatId = await makeFriends(sara, ali);
  for (let i = 0; i < 5; i++) {
    const picture = await upload(sara, PNG, { name: `نما ${i}.png` });
    seqs.pictures.unshift(
      (await sendFiles(sara, chatId, [{ id: picture, kind: 'picture' }])).message.seq,
    );
    await say(ali, chatId, 'میان آن‌ها');
    const file = await upload(sara, bytesOf(20 + i), { name: `صورت‌حساب ${i}.pdf` });
    seqs.files.unshift((await sendFiles(sara, chatId, [file])).message.seq);
  }
  const both = [await upload(sara, PNG), await upload(sara, bytesOf(90))];
  const [id = '', other = ''] = both;
  album = (await sendFiles(sara, chatId, [{ id, kind: 'picture' }, other])).message.seq;
});
afterAll(() => server.stop());

const shared = async (who: Caller, query: string): Promise<number[] | string> => {
  const { body } = await who.get(`/api/chats/${chatId}/files?${query}`);
  return body.error?.code ?? body.messages.map(({ seq }: Json) => seq);
};
const found = async (who: Caller, q: string): Promise<number[]> =>
  (await who.get(`/api/search?q=${encodeURIComponent(q)}`)).body.hits.map(
    ({ message }: Json) => message.seq,
  );

test('members see what was shared by kind, the newest first, in pages; others see nothing', async () => {
  expect(await shared(ali, 'kinds=picture')).toEqual([album, ...seqs.pictures]);
  expect(await shared(ali, 'kinds=file')).toEqual([album, ...seqs.files]);
  const all = [...seqs.pictures, ...seqs.files].toSorted((a, b) => b - a);
  expect(await shared(ali, 'kinds=picture&kinds=file')).toEqual([album, ...all]);
  expect(await shared(ali, 'kinds=voice')).toEqual([]);
  const page = await shared(ali, 'kinds=picture&limit=3');
  expect(page).toEqual([album, ...seqs.pictures.slice(0, 2)]);
  expect(await shared(ali, `kinds=picture&before=${page[2]}`)).toEqual(seqs.pictures.slice(2));
  expect(await shared(reza, 'kinds=picture')).toBe('not_found');
  for (const wrong of ['', 'kinds=secret', 'kinds=picture&limit=0'])
    expect(await shared(ali, wrong)).toBe('invalid');
});

test('a message is found by the name of its file, by those who see it and by no others', async () => {
  expect(await found(ali, 'صورتحساب ۳')).toEqual([seqs.files[1] ?? 0]);
  expect(await found(ali, 'صورت‌حساب')).toEqual(seqs.files);
  expect(await found(reza, 'صورت‌حساب')).toEqual([]);
});

test('what one has hidden, cleared or deleted is not among it, nor found by its file’s name', async () => {
  const [newest = 0, second = 0] = seqs.files;
  await ali.post(`/api/chats/${chatId}/messages/delete`, { seqs: [newest], everyone: false });
  expect(await shared(ali, 'kinds=file')).toEqual([album, ...seqs.files.slice(1)]);
  expect(await shared(sara, 'kinds=file')).toEqual([album, ...seqs.files]);
  await sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [second], everyone: true });
  expect(await shared(sara, 'kinds=file')).toEqual([album, newest, ...seqs.files.slice(2)]);
  expect(await found(sara, 'صورت‌حساب ۳')).toEqual([]);
  await ali.put(`/api/chats/${chatId}/cleared`, { seq: album, remove: false });
  expect(await shared(ali, 'kinds=picture&kinds=file')).toEqual([]);
  expect(await shared(sara, 'kinds=picture')).toEqual([album, ...seqs.pictures]);
});

test('members see which messages hold links, in pages, as they are edited and deleted; others see none', async () => {
  const room = await makeFriends(sara, reza);
  const links = async (who: Caller, query = ''): Promise<number[] | string> => {
    const { body } = await who.get(`/api/chats/${room}/files?kinds=link${query}`);
    return body.error?.code ?? body.messages.map(({ seq }: Json) => seq);
  };
  const link = (text: string, url: string) => ({
    text,
    entities: [{ type: 'link', offset: 0, length: text.length, url }],
  });
  const seqs: number[] = [];
  for (let i = 0; i < 4; i++) {
    await say(reza, room, 'https://no.entity/ is a word, and "type":"link" too');
    const linked = link(`صفحه ${i}`, `https://example.com/${i}`);
    const body = { clientId: Bun.randomUUIDv7(), ...linked };
    const { message } = (await sara.post(`/api/chats/${room}/messages`, body)).body;
    seqs.unshift(message.seq);
  }
  expect(await links(reza)).toEqual(seqs);
  expect(await links(reza, '&limit=3')).toEqual(seqs.slice(0, 3));
  expect(await links(reza, `&before=${seqs[2]}`)).toEqual(seqs.slice(3));
  expect(await links(ali)).toBe('not_found');
  const [newest = 0, second = 0, third = 0, oldest = 0] = seqs;
  const plain = { text: 'بی پیوند', entities: [{ type: 'bold', offset: 0, length: 2 }] };
  await sara.patch(`/api/chats/${room}/messages/${newest}`, plain);
  await sara.patch(`/api/chats/${room}/messages/${newest}`, link('باز', 'https://example.org'));
  await sara.patch(`/api/chats/${room}/messages/${second}`, plain);
  expect(await links(reza)).toEqual([newest, third, oldest]);
  await sara.post(`/api/chats/${room}/messages/delete`, { seqs: [third], everyone: true });
  await reza.post(`/api/chats/${room}/messages/delete`, { seqs: [oldest], everyone: false });
  expect(await links(reza)).toEqual([newest]);
  expect(await links(sara)).toEqual([newest, oldest]);
  await reza.put(`/api/chats/${room}/cleared`, { seq: newest, remove: false });
  expect(await links(reza)).toEqual([]);
  expect(await links(sara)).toEqual([newest, oldest]);
});

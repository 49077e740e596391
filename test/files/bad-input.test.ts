import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import {
  append,
  begin,
  bytesOf,
  fetched,
  headOf,
  idIn,
  metadata,
  PART,
  sha256,
  TUS,
  upload,
} from './support.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  ali = await server.register('ali');
});
afterAll(() => server.stop());

const partsLeft = (): string[] => {
  const folder = join(server.dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

test('an offset that lies is refused, before the end and beyond it, and changes nothing', async () => {
  const bytes = bytesOf(1000);
  const id = idIn(await begin(sara, { length: 1000 }));
  await append(sara, id, 0, bytes.subarray(0, 400));
  for (const offset of [0, 399, 401, 1000, 999_999])
    expect(codeOf(await append(sara, id, offset, bytes.subarray(400)))).toEqual([
      ...[409, 'upload_conflict'],
    ]);
  for (const offset of ['-1', '1e3', '0x190', '', '4 00', '99999999999999999999']) {
    const headers = { ...PART, 'upload-offset': offset };
    const answer = await sara.ask('PATCH', `/api/uploads/${id}`, bytes.subarray(400), headers);
    expect(codeOf(answer)).toEqual([400, 'invalid']);
  }
  expect((await headOf(sara, id)).headers.get('upload-offset')).toBe('400');
  await append(sara, id, 400, bytes.subarray(400));
  expect(sha256((await fetched(server, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});

test('more than was announced is refused, and what was announced may still come', async () => {
  const id = idIn(await begin(sara, { length: 100 }));
  expect(codeOf(await append(sara, id, 0, bytesOf(101)))).toEqual([413, 'too_large']);
  expect((await headOf(sara, id)).headers.get('upload-offset')).toBe('0');
  expect((await append(sara, id, 0, bytesOf(100))).status).toBe(204);
});

test('a length that is unknown, wrong or too much is refused, and nothing is left behind', async () => {
  const before = partsLeft().length;
  const asked = (headers: Record<string, string>) =>
    sara.ask('POST', '/api/uploads', undefined, { ...TUS, ...headers });
  for (const headers of [
    {},
    { 'upload-defer-length': '1' },
    { 'upload-length': '-5' },
    { 'upload-length': '1.5' },
    { 'upload-length': 'NaN' },
  ])
    expect(codeOf(await asked(headers as Record<string, string>))).toEqual([400, 'invalid']);
  expect(codeOf(await asked({ 'upload-length': '2000000001' }))).toEqual([413, 'files_too_large']);
  expect(partsLeft().length).toBe(before);
});

test('a file of no bytes is one', async () => {
  const made = await begin(sara, { name: 'خالی.txt', length: 0 });
  expect([made.status, made.headers.get('upload-offset')]).toEqual([201, '0']);
  const got = await fetched(server, sara, `/api/files/${idIn(made)}`);
  expect([got.status, got.bytes.length]).toEqual([200, 0]);
});

test('names lose what could hide or reorder their ending, and keep what Persian needs', async () => {
  const long = `${'آ'.repeat(300)}.pdf`;
  const cases: [string, string | RegExp][] = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\مدارک\\نامه.docx', 'نامه.docx'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['بی\u200cنام.txt', 'بی\u200cنام.txt'],
    ['تهی\u0000\n.txt', 'تهی.txt'],
    ['', 'file'],
    ['..', 'file'],
    ['\u2066\u2069', 'file'],
    [long, /^آ{251}\.pdf$/],
  ];
  for (const [given, wanted] of cases) {
    const id = await upload(sara, bytesOf(5), { name: given });
    const name = (await server.deps.db.read(server.deps.db.files.byId(id)))?.name ?? '';
    if (typeof wanted === 'string') expect([given, name]).toEqual([given, wanted]);
    else expect(name).toMatch(wanted);
  }
});

test('metadata that is no base64 or no text is refused', async () => {
  for (const wrong of ['name !!!', 'name /w==', `${metadata('a')},name \u00e9`]) {
    const headers = { ...TUS, 'upload-length': '5', 'upload-metadata': wrong };
    expect(codeOf(await sara.ask('POST', '/api/uploads', undefined, headers))).toEqual([
      ...[400, 'invalid'],
    ]);
  }
});

test('another version of tus, or none, is answered with the one that is spoken', async () => {
  for (const headers of [{}, { 'tus-resumable': '0.2.2' }] as Record<string, string>[]) {
    const answer = await sara.ask('POST', '/api/uploads', undefined, {
      ...headers,
      'upload-length': '5',
    });
    expect(codeOf(answer)).toEqual([412, 'tus_unsupported']);
    expect(answer.headers.get('tus-resumable')).toBe('1.0.0');
  }
  const options = await sara.ask('OPTIONS', '/api/uploads');
  expect([options.status, options.headers.get('tus-max-size')]).toEqual([204, '2000000000']);
});

test('somebody else’s upload is not there: to look at, to add to, to cancel, to give a thumb', async () => {
  const id = idIn(await begin(sara, { length: 10 }));
  expect((await headOf(ali, id)).status).toBe(404);
  expect(codeOf(await append(ali, id, 0, bytesOf(10)))).toEqual([404, 'not_found']);
  const cancelled = await ali.ask('DELETE', `/api/uploads/${id}`, undefined, TUS);
  expect(codeOf(cancelled)).toEqual([404, 'not_found']);
  expect((await ali.ask('PUT', `/api/files/${id}/thumb`, bytesOf(10))).status).toBe(404);
  expect((await append(sara, id, 0, bytesOf(10))).status).toBe(204);
  for (const odd of ['..', '%2e%2e%2fpayambar.db', 'a'.repeat(400)])
    expect((await headOf(sara, odd)).status).toBeOneOf([404, 405]);
});

test('a part of another type is refused', async () => {
  const id = idIn(await begin(sara, { length: 10 }));
  const headers = { ...TUS, 'upload-offset': '0', 'content-type': 'application/json' };
  const answer = await sara.ask('PATCH', `/api/uploads/${id}`, bytesOf(10), headers);
  expect(codeOf(answer)).toEqual([400, 'invalid']);
});

test('a cancelled upload leaves no part and no row, and its room is free again', async () => {
  const used = async () => (await sara.get('/api/me/storage')).body.used;
  const before = await used();
  const id = idIn(await begin(sara, { length: 5000 }));
  await append(sara, id, 0, bytesOf(1000));
  expect(await used()).toBe(before + 5000);
  expect((await sara.ask('DELETE', `/api/uploads/${id}`, undefined, TUS)).status).toBe(204);
  expect([await used(), partsLeft().includes(id)]).toEqual([before, false]);
  expect((await headOf(sara, id)).status).toBe(404);
});

test('a last part whose answer was lost may be sent again, and asked for', async () => {
  const bytes = bytesOf(2000);
  const id = idIn(await begin(sara, { length: 2000 }));
  await append(sara, id, 0, bytes.subarray(0, 1500));
  for (let i = 0; i < 2; i++) {
    const last = await append(sara, id, 1500, bytes.subarray(1500));
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '2000']);
  }
  const head = await headOf(sara, id);
  expect([head.headers.get('upload-offset'), head.headers.get('upload-length')]).toEqual([
    ...['2000', '2000'],
  ]);
  const { db } = server.deps;
  expect((await db.read(db.files.byId(id)))?.size).toBe(2000);
});

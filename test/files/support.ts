import type { FileInfo, SendFile } from '../../protocol/files.ts';
import type { Caller, Server } from '../helpers/app.ts';
import { type Answer, answerOf } from '../helpers/caller.ts';

export const TUS = { 'tus-resumable': '1.0.0' };
export const PART = { ...TUS, 'content-type': 'application/offset+octet-stream' };
const encode = (text: string): string => Buffer.from(text).toString('base64');
export const metadata = (name: string, type = 'application/octet-stream'): string =>
  `name ${encode(name)},type ${encode(type)}`;
export const sha256 = (bytes: Uint8Array): string =>
  new Bun.CryptoHasher('sha256').update(bytes).digest('hex');

/** Bytes that repeat nowhere, the same each time. */
export function bytesOf(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

type New = { name?: string; type?: string; length: number; body?: Uint8Array };

/** `POST /api/uploads`, with the whole file or a part of it when there is a body. */
export const begin = (who: Caller, { name = 'نامه.txt', type, length, body }: New) =>
  who.ask('POST', '/api/uploads', body, {
    ...(body ? PART : TUS),
    'upload-length': String(length),
    'upload-metadata': metadata(name, type),
  });

export const idIn = ({ headers }: Answer): string =>
  headers.get('location')?.split('/').at(-1) ?? 'no location';

export const append = (who: Caller, id: string, offset: number, body: Uint8Array) =>
  who.ask('PATCH', `/api/uploads/${id}`, body, { ...PART, 'upload-offset': String(offset) });

export const headOf = (who: Caller, id: string) =>
  who.ask('HEAD', `/api/uploads/${id}`, undefined, TUS);

/** A finished upload's id. */
export async function upload(
  who: Caller,
  body: Uint8Array,
  about: { name?: string; type?: string } = {},
): Promise<string> {
  const answer = await begin(who, { ...about, length: body.length, body });
  if (answer.status !== 201)
    throw new Error(`upload: ${answer.status} ${JSON.stringify(answer.body)}`);
  return idIn(answer);
}

/** Sends a message with these files. The status, and the message or the refusal's code. */
export async function sendFiles(
  who: Caller,
  chatId: string,
  files: (string | (Partial<SendFile> & { id: string }))[],
  more: object = {},
) {
  const listed = files.map((file) => ({
    kind: 'file',
    ...(typeof file === 'string' ? { id: file } : file),
  }));
  const body = { clientId: Bun.randomUUIDv7(), text: '', files: listed, ...more };
  const { status, body: answer } = await who.post(`/api/chats/${chatId}/messages`, body);
  const sent: FileInfo[] = answer.message?.files ?? [];
  return { status, message: answer.message, files: sent, code: answer.error?.code };
}

/** The bytes of an answer, which is no text. */
export async function fetched(
  server: Pick<Server, 'url'>,
  who: Caller,
  path: string,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${who.token}`, ...headers },
  });
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

export const ask = answerOf;

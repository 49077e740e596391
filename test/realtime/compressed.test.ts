import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { type Caller, type Server, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
let chatId: string;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  chatId = (await sara.post('/api/chats', { kind: 'self' })).body.chat.id;
  for (let n = 0; n < 60; n++) {
    const text = `پیام شماره ${n} از گفت‌وگویی دراز`;
    await sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text });
  }
});
afterAll(() => server.stop());

type Seen = { compressed: boolean; bytes: number; body: { messages?: unknown[] } };

/** Asks by hand and returns what the frame was on the wire (RFC 6455 §5.2, RSV1 of RFC 7692 §6). */
function askRaw(type: string, body: object, extensions: string): Promise<Seen> {
  const socket = connect(server.port, '127.0.0.1');
  return new Promise((resolve, reject) => {
    let heard: Buffer = Buffer.alloc(0);
    let open = false;
    socket.on('error', reject);
    socket.on('data', (data: Buffer) => {
      heard = Buffer.concat([heard, data]);
      const end = heard.indexOf('\r\n\r\n');
      if (!open && end >= 0) {
        open = true;
        heard = heard.subarray(end + 4);
        socket.write(maskFrame(JSON.stringify({ id: 1, type, body })));
      }
      const frame = open ? frameOf(heard) : undefined;
      if (!frame) return;
      socket.destroy();
      const { compressed, payload } = frame;
      const tail = Buffer.from([0, 0, 0xff, 0xff]);
      const text: string = compressed
        ? inflateRawSync(Buffer.concat([payload, tail]), { finishFlush: 2 }).toString()
        : payload.toString();
      resolve({ compressed, bytes: payload.length, body: JSON.parse(text).body });
    });
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${extensions}` +
        `Authorization: Bearer ${sara.token}\r\n\r\n`,
    );
  });
}

/** Makes one frame of a client with a mask of zeros, which leaves the payload as it is. */
function maskFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

function frameOf(data: Buffer): { compressed: boolean; payload: Buffer } | undefined {
  if (data.length < 10) return undefined;
  const short = (data[1] ?? 0) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  const length =
    short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
  if (data.length < start + length) return undefined;
  return {
    compressed: ((data[0] ?? 0) & 0x40) !== 0,
    payload: data.subarray(start, start + length),
  };
}

const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';

test('a page of messages is compressed where the client can read it, small answers never are', async () => {
  const page = await askRaw('history', { chatId }, DEFLATE);
  const plain = await askRaw('history', { chatId }, '');
  expect([page.compressed, plain.compressed]).toEqual([true, false]);
  expect(page.body).toEqual(plain.body);
  expect(page.body.messages).toHaveLength(50);
  expect(page.bytes).toBeLessThan(plain.bytes / 4);
  expect((await askRaw('me.get', {}, DEFLATE)).compressed).toBe(false);
});

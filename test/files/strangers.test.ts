import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Server, startServer } from '../helpers/app.ts';
import { PART } from './support.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('a stranger who sends a hundred megabytes is refused at once, and nothing of it is kept', async () => {
  const { hostname, port } = new URL(server.url);
  const before = process.memoryUsage().rss;
  const line = connect(Number(port), hostname);
  const answered = Promise.withResolvers<string>();
  line.on('data', (data) => answered.resolve(String(data)));
  line.on('error', () => answered.resolve('cut off'));
  line.write(
    `POST /api/uploads HTTP/1.1\r\nHost: ${hostname}:${port}\r\nTus-Resumable: 1.0.0\r\nUpload-Length: 100000000\r\n` +
      `Content-Type: ${PART['content-type']}\r\nContent-Length: 100000000\r\n\r\n`,
  );
  expect(await answered.promise).toContain(' 401 ');
  const chunk = Buffer.alloc(1 << 20);
  const closed = new Promise((gone) => line.once('close', gone));
  for (let n = 0; n < 95 && !line.destroyed; n++)
    if (!line.write(chunk))
      await Promise.race([new Promise((drained) => line.once('drain', drained)), closed]);
  line.destroy();
  expect(process.memoryUsage().rss - before).toBeLessThan(64e6);
  expect(existsSync(join(server.dataDir, 'uploads'))).toBe(false);
});

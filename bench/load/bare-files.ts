/**
 * The least that any server here does with a file: it takes the chunks of a body as they come, writes and hashes each. No
 * session, no row, no sync. Prints its port.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '';
let last = 0;

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  maxRequestBodySize: Number.MAX_SAFE_INTEGER,
  async fetch(request) {
    const hash = new Bun.CryptoHasher('sha256');
    const to = openSync(join(folder, `bare-${last++ % 4}`), 'w');
    try {
      for await (const chunk of request.body ?? []) {
        for (let done = 0; done < chunk.length; ) done += writeSync(to, chunk, done);
        hash.update(chunk);
      }
    } finally {
      closeSync(to);
    }
    const headers = { location: `/api/uploads/bare-files-`, 'x-hash': hash.digest('hex') };
    return new Response(null, { status: request.method === 'POST' ? 201 : 204, headers });
  },
});
process.stdout.write(`${server.port}\n`);

import { startServer } from '../helpers/app.ts';

/** A server of its own process, to be killed: `bun crash-child.ts DATA_DIR PUSH_SERVICE`. Prints its address. */
const [, , dataDir = '', service = ''] = process.argv;
const server = await startServer({
  dataDir,
  async postPush(endpoint, body, headers) {
    const url = service + new URL(endpoint).pathname;
    const { status } = await fetch(url, { method: 'POST', body, headers });
    return { status, retryAfter: null };
  },
});
process.stdout.write(`${server.url}\n`);

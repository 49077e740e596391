/** Stands in for a push service: takes every push and counts it (`GET /` says how many); frozen, it answers none. */
let pushes = 0;
const frozen = process.argv[2] === 'frozen';

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  idleTimeout: 0,
  async fetch(request) {
    if (request.method === 'GET') return new Response(String(pushes));
    pushes++;
    if (frozen) await Promise.withResolvers().promise;
    await request.arrayBuffer();
    return new Response(null, { status: 201 });
  },
});
process.stdout.write(`${server.port}\n`);

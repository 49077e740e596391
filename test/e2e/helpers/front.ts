import { stablePort } from '../../helpers/services/process.ts';

export type Front = {
  url: string;
  /** From now on `sw.js` is another one, as after an upgrade of the server. */
  changeWorker(): void;
  /** Refuses connections, as when the server is gone. */
  close(): Promise<void>;
  open(): void;
};

/** Opens an address before the executable (HTTP only), behind which the server changes or goes. */
export function openFront(target: string): Front {
  let release = '';
  const serve = () =>
    Bun.serve({
      hostname: '127.0.0.1',
      port,
      async fetch(request) {
        const answer = await pass(request, target);
        if (new URL(request.url).pathname !== '/sw.js') return answer;
        return new Response(`${await answer.text()}\n// ${release}`, {
          headers: { 'content-type': 'text/javascript', 'cache-control': 'no-cache' },
        });
      },
    });
  const port = stablePort();
  let server = serve();
  return {
    url: `http://127.0.0.1:${port}`,
    changeWorker() {
      release = crypto.randomUUID();
    },
    async close() {
      await server.stop(true);
    },
    open() {
      server = serve();
    },
  };
}

/** The server thinks that it is asked at its own address. `fetch` undoes compression, so that none is asked for. */
async function pass(request: Request, target: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set('accept-encoding', 'identity');
  headers.delete('host');
  if (headers.has('origin')) headers.set('origin', target);
  return await fetch(`${target}${pathname}${search}`, {
    method: request.method,
    headers,
    body: request.method === 'GET' || request.method === 'HEAD' ? null : await request.bytes(),
    redirect: 'manual',
  });
}

import { NAME } from '../../helpers/certificates.ts';
import type { Front } from './proxy.ts';

type Init = { method?: string; body?: object; headers?: Record<string, string>; path?: string };

/** Asks through a proxy as a browser on `https://chat.example.com` does: the certificate must hold. */
export function through(front: Front, ca: string) {
  const tls = { serverName: NAME, ca };
  const origin = `https://${NAME}`;
  return {
    ask: (path: string, { method = 'GET', body, headers }: Init = {}): Promise<Response> =>
      fetch(`https://${front.at}${path}`, {
        method,
        body: body instanceof Uint8Array ? (body as BodyInit) : body && JSON.stringify(body),
        headers: {
          host: NAME,
          origin,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        redirect: 'manual',
        decompress: false,
        tls,
      }),
    plain: (path: string): Promise<Response> =>
      fetch(`http://${front.plainAt}${path}`, { headers: { host: NAME }, redirect: 'manual' }),
    /** Opens a socket that records its frames. */
    async connect(token: string): Promise<{ socket: WebSocket; heard: string[] }> {
      const headers = { host: NAME, origin, authorization: `Bearer ${token}` };
      // Bun's own second argument, which the DOM's type does not know.
      const options = { headers, tls } as unknown as string[];
      const socket = new WebSocket(`wss://${front.at}/ws`, options);
      const heard: string[] = [];
      socket.onmessage = ({ data }) => heard.push(String(data));
      await new Promise<void>((resolve, reject) => {
        socket.onopen = () => resolve();
        socket.onclose = ({ code }) => reject(new Error(`not opened: ${code}`));
      });
      return { socket, heard };
    },
  };
}

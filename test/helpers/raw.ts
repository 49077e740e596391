import { connect } from 'node:net';

/**
 * Makes a request by hand, whose head the server has read for sure when this resolves (it answers `100 Continue`, RFC
 * 9110 §10.1.1); `send` sends the body and resolves with the whole rest of the response.
 */
export function beginRequest(
  url: string,
  path: string,
  token: string,
): Promise<{ send(body: string): Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  return new Promise((resolve, reject) => {
    let heard = '';
    socket.on('error', reject);
    socket.on('data', (data) => {
      heard += data;
      if (heard !== 'HTTP/1.1 100 Continue\r\n\r\n') return;
      resolve({
        send: (body) =>
          new Promise((done) => {
            socket.on('close', () => done(heard.slice(heard.indexOf('\r\n\r\n') + 4)));
            socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
          }),
      });
    });
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n` +
        'Expect: 100-continue\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    );
  });
}

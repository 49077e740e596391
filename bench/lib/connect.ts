/** Bun's client takes headers; the DOM's types, which this project has too, do not know of them. */
const BunWebSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** Opens a socket to the server on loopback, with these headers. */
export function connectWith(port: number, headers: Record<string, string>): WebSocket {
  return new BunWebSocket(`ws://127.0.0.1:${port}/ws`, { headers });
}

/** Opens it as the person of `token`. */
export const connect = (port: number, token: string): WebSocket =>
  connectWith(port, { authorization: `Bearer ${token}` });

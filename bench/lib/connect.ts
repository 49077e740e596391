/** Bun's client takes headers; the DOM's types, which this project has too, do not know of them. */
const BunWebSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

/** A socket to the server on loopback, as the person of `token`. */
export function connect(port: number, token: string): WebSocket {
  return new BunWebSocket(`ws://127.0.0.1:${port}/ws`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

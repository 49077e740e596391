/**
 * A push service as Firefox knows it: its WebSocket (mozilla-push-service.readthedocs.io, “autopush”) on one side, and
 * RFC 8030 on the other. Endpoints are of a host that every server knows; whoever sends comes here by the path alone.
 */
const ORIGIN = 'https://push.example.org';

type Frame = {
  messageType?: string;
  channelID?: string;
  updates?: { version: string; code: number }[];
};

export function startAutopush() {
  let browser: Bun.ServerWebSocket<undefined> | undefined;
  /** When each push came, and whether the browser has read it: by version. */
  const came: { at: number; acked?: number }[] = [];

  const answer = (frame: Frame): object | undefined => {
    const { messageType, channelID } = frame;
    if (messageType === 'hello')
      return {
        messageType,
        status: 200,
        uaid: crypto.randomUUID().replaceAll('-', ''),
        use_webpush: true,
        broadcasts: {},
      };
    if (messageType === 'register')
      return {
        messageType,
        channelID,
        status: 200,
        pushEndpoint: `${ORIGIN}/wpush/v2/${channelID}`,
      };
    if (messageType === 'unregister') return { messageType, channelID, status: 200 };
    for (const { version, code } of frame.updates ?? []) {
      const push = came[Number(version)];
      if (push) push.acked = code;
    }
    return undefined;
  };

  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request, self) {
      if (self.upgrade(request, { headers: { 'sec-websocket-protocol': 'push-notification' } }))
        return;
      const channelID = new URL(request.url).pathname.split('/').at(-1);
      const data = Buffer.from(await request.arrayBuffer()).toString('base64url');
      const version = String(came.push({ at: Date.now() }) - 1);
      const headers = { encoding: request.headers.get('content-encoding') };
      browser?.send(
        JSON.stringify({ messageType: 'notification', channelID, version, data, headers }),
      );
      return new Response(null, { status: 201 });
    },
    websocket: {
      open(socket) {
        browser = socket;
      },
      message(socket, text) {
        const reply = answer(JSON.parse(String(text)));
        if (reply) socket.send(JSON.stringify(reply));
      },
    },
  });
  return { port: server.port, came, stop: () => server.stop(true) };
}

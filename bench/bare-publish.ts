/**
 * The limit of a fan-out: Bun.serve, JSON.parse, one JSON.stringify and one publish of the same event for each
 * message, and nothing else: no database, no sign-in. It takes the server's environment: PORT.
 */
type Frame = { id: number; body: { chatId: string; clientId: string; text: string } };

let seq = 0;

Bun.serve({
  port: Number(process.env.PORT),
  hostname: '127.0.0.1',
  fetch(request, server) {
    if (new URL(request.url).pathname === '/health') return new Response('ok');
    return server.upgrade(request) ? undefined : new Response('no socket', { status: 400 });
  },
  websocket: {
    open(ws) {
      ws.subscribe('c');
    },
    message(ws, raw) {
      const { id, body } = JSON.parse(String(raw)) as Frame;
      const { chatId, clientId, text } = body;
      seq++;
      const message = {
        ...{ chatId, seq, senderId: 'u0000000000', clientId, kind: 'text', text },
        ...{ createdAt: Date.now(), editedAt: null, deletedAt: null, rev: 0 },
      };
      ws.send(JSON.stringify({ id, ok: true, body: { message, rev: seq, retry: false } }));
      ws.publish(
        'c',
        JSON.stringify({ type: 'message.added', chat: chatId, rev: seq, body: { message } }),
      );
    },
  },
});

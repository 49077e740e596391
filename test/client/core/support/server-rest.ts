import { ERRORS, type ErrorCode } from '../../../../protocol/errors.ts';
import { REST } from '../../../../protocol/rest.ts';
import type { Cursor, SyncReply } from '../../../../protocol/sync.ts';
import type { FakeClock } from './clock.ts';
import { FakeSocket, type Frame } from './socket.ts';

type Server = {
  readonly clock: FakeClock;
  readonly reachable: boolean;
  receive(socket: FakeSocket, frame: Frame): void;
  sync(userId: string, cursor: Cursor): SyncReply;
  gone(socket: FakeSocket): void;
};
type Body = Record<string, unknown>;

/** The REST twins, over the same requests as the socket. */
export async function answerRest(
  server: Server,
  userId: string,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const found = Object.entries(REST).find(
    ([, twin]) => twin.method === init.method && matches(twin.path, path),
  );
  if (!found) return refused('not_found');
  const [type, twin] = found;
  const sent = init.body ? (JSON.parse(String(init.body)) as Body) : {};
  const body = { ...sent, ...matches(twin.path, path) };
  if (type === 'sync' && sent.wait) await news(server, userId, sent, init.signal ?? undefined);
  return new Promise((resolve, reject) => {
    if (!server.reachable) return reject(new TypeError('Failed to fetch'));
    const asking = new FakeSocket(server, userId);
    asking.deliver = (frame) => {
      const {
        ok,
        error,
        body: reply,
      } = frame as { ok: boolean; error: { code: ErrorCode }; body: object };
      resolve(ok ? Response.json(reply) : refused(error.code));
    };
    server.receive(asking, { id: 1, type, body });
  });
}

/** Until something has changed for this person, or the time is over. */
async function news(server: Server, userId: string, body: Body, signal?: AbortSignal) {
  const { clock } = server;
  const end = clock.now() + Number(body.wait) * 1000;
  const isNew = (): boolean => {
    const { chats, gone } = server.sync(userId, body.cursor as Cursor);
    return chats.length + gone.length > 0;
  };
  while (server.reachable && !signal?.aborted && !isNew() && clock.now() < end)
    await new Promise<void>((resolve) => clock.after(50, resolve));
}

/** The fields that stand in the path; undefined: it is another path. */
function matches(pattern: string, path: string): Body | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('?')[0]?.split('/') ?? []];
  if (wanted.length !== given.length) return undefined;
  const fields: Body = {};
  for (const [n, part] of wanted.entries()) {
    const value = given[n] ?? '';
    if (part.startsWith(':')) fields[part.slice(1)] = /^\d+$/.test(value) ? Number(value) : value;
    else if (part !== value) return undefined;
  }
  return fields;
}

function refused(code: ErrorCode): Response {
  return Response.json({ error: { code } }, { status: ERRORS[code].status });
}

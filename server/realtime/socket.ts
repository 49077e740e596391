import type { Server } from 'bun';
import { Elysia } from 'elysia';
import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Echo } from '../doctor/echo.ts';
import type { Doctor } from '../doctor/watch.ts';
import type { Authenticator } from './authenticator.ts';
import { type Handlers, SocketConnection } from './connection.ts';

/** The options for `new Elysia({ websocket })`. Without `error` an exception in a handler would end the process. */
export function socketOptions(failed: (error: unknown) => void) {
  return {
    maxPayloadLength: LIMITS.frameBytes,
    // A slow reader loses its socket, not our memory: it comes back and syncs.
    backpressureLimit: 1_048_576,
    closeOnBackpressureLimit: true,
    // Pings go out at half of it: below the idle limit of every CDN (100 s and more).
    idleTimeout: 60,
    sendPings: true,
    // One compressor for all sockets, reset for each frame (RFC 7692 §7.1.1): it needs no memory per socket, and only
    // large frames use it (connection.ts). They shrink to a tenth, which shortens the return after a long absence.
    perMessageDeflate: { compress: 'shared', decompress: 'shared' } as const,
    publishToSelf: false,
    error: failed,
  };
}

/** GET /ws. Bun's own upgrade: a route of Elysia's `.ws()` costs three times the memory a socket. */
export function socketRoute(
  door: Pick<Authenticator, 'enterSocket'>,
  handlers: Handlers,
  doctor: Pick<Doctor, 'knows'>,
) {
  return new Elysia({ name: 'socket' }).get('/ws', async ({ request, server }) => {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket')
      throw new ApiError('invalid', { field: 'upgrade' });
    const native = server as unknown as Server<SocketConnection | Echo>;
    const data = doctor.knows(request) ? new Echo() : await enterSocket(request);
    if (!native.upgrade(request, { data, headers: chosenProtocol(request) }))
      throw new ApiError('invalid', { field: 'upgrade' });
  });

  async function enterSocket(request: Request): Promise<SocketConnection> {
    return new SocketConnection(await door.enterSocket(request), handlers);
  }
}

/** RFC 6455 §4.2.2: of the offered subprotocols one is named; never the one that carries the token. */
function chosenProtocol(request: Request): Record<string, string> {
  const offered = request.headers.get('sec-websocket-protocol')?.split(',') ?? [];
  return offered.some((name) => name.trim() === 'payambar.v1')
    ? { 'sec-websocket-protocol': 'payambar.v1' }
    : {};
}

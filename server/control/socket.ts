import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Deps } from '../deps.ts';
import type { ControlCommand } from './commands.ts';
import type { ControlCommandName } from './schema.ts';

/** What the kernel allows, its closing NUL counted (unix(7), sun_path). */
const LONGEST = 107;

export const controlPath = (dataDir: string): string => join(dataDir, 'control.sock');

/**
 * `DATA_DIR/control.sock`: the command line asks the running server, which alone writes to the data. Its folder and the
 * socket itself are open to their owner only, and that is the whole authorisation: the owner of the data could as well
 * change it with the server stopped.
 */
export function listenControl(
  act: ControlCommand,
  { config, log, ids }: Pick<Deps, 'config' | 'log' | 'ids'>,
) {
  const path = controlPath(config.dataDir);
  if (Buffer.byteLength(path) > LONGEST) {
    log.warn('no control socket', { why: 'the path of the data folder is too long', path });
    return { stop: async () => {} };
  }
  // Left by a crash: the lock on the data says that no other server is using it.
  rmSync(path, { force: true });
  const server = Bun.serve({
    unix: path,
    maxRequestBodySize: 65_536,
    fetch: async (request) => {
      try {
        const name = new URL(request.url).pathname.slice(1) as ControlCommandName;
        if (request.method !== 'POST') throw new ApiError('method_not_allowed');
        return Response.json(await act(name, await bodyOf(request)));
      } catch (error) {
        return refused(error);
      }
    },
  });
  chmodSync(path, 0o600);

  function refused(error: unknown): Response {
    if (error instanceof ApiError)
      return Response.json({ error: error.toWire() }, { status: error.status });
    const ref = ids.next();
    log.error('control request failed', { ref, error });
    return Response.json({ error: new ApiError('internal', { ref }).toWire() }, { status: 500 });
  }

  return {
    async stop(): Promise<void> {
      await server.stop(true);
      try {
        rmSync(path, { force: true });
      } catch {
        // On a disk that has become read-only it stays, and the next start takes it away.
      }
    },
  };
}

async function bodyOf(request: Request): Promise<never> {
  try {
    return (await request.json()) as never;
  } catch {
    throw new ApiError('invalid');
  }
}

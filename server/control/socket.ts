import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Deps } from '../deps.ts';
import { maskError, toErrorResponse } from '../error-response.ts';
import { readJson } from '../http/body.ts';
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
        return Response.json(await act(name, (await readJson(request)).sent as never));
      } catch (error) {
        return toErrorResponse(maskError(error, { log, ids }, { type: 'control' }));
      }
    },
  });
  chmodSync(path, 0o600);

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

import { join } from 'node:path';
import { doctor, type Told } from '../../cli/lib/doctor.ts';
import { makeAuthority, NAME, type Pair } from '../../helpers/certificates.ts';
import { startProgram } from '../../helpers/program.ts';
import type { Edit, Front, startNginx } from './proxy.ts';

export type Start = typeof startNginx;

type Around = {
  pair?: Pair;
  env?: Record<string, string>;
  /** Seconds for which a quiet connection is watched. */
  wait?: string;
  args?(front: Front): string[];
};

export type Behind = Awaited<ReturnType<typeof startBehind>>;

/** Starts a server, and an authority that signs the certificates of what stands before it. */
export async function startBehind(folder: string, env: Record<string, string> = {}) {
  const dataDir = join(folder, 'data');
  const authority = await makeAuthority(folder);
  const pair = await authority.issue(NAME, 80);
  const server = await startProgram([], {
    DATA_DIR: dataDir,
    TRUSTED_PROXIES: '127.0.0.1',
    ...env,
  });
  const target = Number(new URL(server.url).port);
  return {
    authority,
    pair,
    server,
    dataDir,
    begin: (start: Start, edit: Edit = (text) => text) => start({ folder, target, pair }, edit),
    /** Asks the doctor about this server behind an example with that edit. */
    async ask(start: Start, edit: Edit, around: Around = {}): Promise<Told> {
      const front = await start({ folder, target, pair: around.pair ?? pair }, edit);
      try {
        const where = around.args?.(front) ?? ['--url', front.url, '--at', front.at];
        const trusting = { DATA_DIR: dataDir, NODE_EXTRA_CA_CERTS: authority.cert };
        return await doctor([...where, '--wait', around.wait ?? '0'], {
          ...trusting,
          ...around.env,
        });
      } finally {
        await front.stop();
      }
    },
    stop: () => server.stop(),
  };
}

/** Leaves out the warnings about the machine of the tests, which are not about the proxy. */
export const ofProxy = ({ faults, warnings }: Told): string[] =>
  [...faults, ...warnings].filter(
    (id) => !/^(clock|backup|space|data|cpu|entropy|port)\./.test(id),
  );

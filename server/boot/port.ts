import { existsSync, rmdirSync } from 'node:fs';
import type { Config } from '../config.ts';
import { certificateOf, hostInUrl, startError } from './listener.ts';

/**
 * Whether the server will be able to listen, asked before anything is made in the data folder: a start that is given the
 * port of another program leaves nothing behind. It is asked of the system, which alone knows.
 */
export async function mustBeFree(config: Config): Promise<void> {
  certificateOf(config);
  const { host, port } = config;
  try {
    // As the server itself will listen, so that it is refused in the same words.
    const fetch = () => new Response(null, { status: 503 });
    await Bun.serve({ hostname: host, port, reusePort: false, fetch }).stop(true);
  } catch (error) {
    throw startError(error, config, await answersAsPayambar(`${hostInUrl(host)}:${port}`));
  }
}

const PATIENCE_MS = 1_000;

async function answersAsPayambar(address: string): Promise<boolean> {
  const asked = ['http', 'https'].map(async (scheme) => {
    const answer = await fetch(`${scheme}://${address}/api/server`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
      // It is this machine, under a name that no certificate has.
      tls: { rejectUnauthorized: false },
    });
    const info = await answer.json();
    if (!Number.isInteger(info.protocol) || typeof info.version !== 'string') throw new Error();
  });
  return Promise.any(asked).then(
    () => true,
    () => false,
  );
}

/** Takes away the folder that a start has made and put nothing into. */
export function leaveNoFolder(dataDir: string, wasThere: boolean): void {
  if (wasThere || !existsSync(dataDir)) return;
  try {
    rmdirSync(dataDir);
  } catch {
    // The folder holds files, which only their owner may delete.
  }
}

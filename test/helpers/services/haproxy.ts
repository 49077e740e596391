import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listens, programOf, type Service, startService } from './process.ts';

/** Starts Debian's HAProxy; `config` gives the whole configuration for the port that it is to listen on. */
export function startHaproxy(config: (port: number, folder: string) => string): Promise<Service> {
  const program = programOf('haproxy');
  return startService({
    name: 'haproxy',
    command({ folder, port }) {
      const file = join(folder, 'haproxy.cfg');
      writeFileSync(file, config(port, folder));
      return [program, '-db', '-f', file];
    },
    ready: ({ port }) => listens(port),
    // SIGUSR1 waits for open connections; SIGTERM ends them.
    stopSignal: 'SIGTERM',
  });
}

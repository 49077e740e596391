import { existsSync } from 'node:fs';
import { layoutOf, SERVICE } from '../install/layout.ts';
import { type Ran, runTool } from '../lib/run.ts';
import { systemctl, systemdRuns } from '../lib/systemd.ts';

export type Verb = 'start' | 'stop' | 'restart';
export type Service = (verb: Verb) => Ran;

/**
 * How the server is restarted: `given` with the verb behind it (`rc-service payambar`), else systemd when the file that
 * runs is the one that it starts. Undefined: nobody here knows how.
 */
export function serviceOf(given: string | undefined, executable: string): Service | undefined {
  if (given) return (verb) => runTool(['/bin/sh', '-c', `${given} ${verb}`]);
  const installed = layoutOf('/');
  const ours = systemdRuns() && existsSync(installed.unit) && executable === installed.executable;
  // A server that somebody has started by hand beside it would not hear of a restart.
  if (!ours || !systemctl('is-active', SERVICE).ok) return undefined;
  return (verb) => {
    // A start that has failed too often is refused until the count is forgotten.
    if (verb !== 'stop') systemctl('reset-failed', SERVICE);
    return systemctl(verb, SERVICE);
  };
}

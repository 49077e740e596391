import { existsSync } from 'node:fs';
import { layoutOf, SERVICE } from '../install/layout.ts';
import { type Ran, runTool } from '../lib/run.ts';
import { systemctl, systemdRuns } from '../lib/systemd.ts';

type Verb = 'start' | 'stop' | 'restart';
export type Service = (verb: Verb) => Ran;

/**
 * How the server is restarted: `given` with the verb behind it (`rc-service payambar`), otherwise systemd when the file
 * that runs is the one that it starts. Undefined: the way to restart it is not known.
 */
export function serviceOf(given: string | undefined, executable: string): Service | undefined {
  if (given) return (verb) => runTool(['/bin/sh', '-c', `${given} ${verb}`]);
  const installed = layoutOf('/');
  const ours = systemdRuns() && existsSync(installed.unit) && executable === installed.executable;
  // A server that was started by hand beside it would not be restarted.
  if (!ours || !systemctl('is-active', SERVICE).ok) return undefined;
  return (verb) => {
    // A start that has failed too often is refused until the count is forgotten.
    if (verb !== 'stop') systemctl('reset-failed', SERVICE);
    return systemctl(verb, SERVICE);
  };
}

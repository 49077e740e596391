import { existsSync } from 'node:fs';
import { runTool } from './run.ts';

/** Whether systemd runs this machine: sd_booted(3). */
export const systemdRuns = (): boolean => existsSync('/run/systemd/system');

export const systemctl = (...args: string[]) => runTool(['systemctl', ...args]);

/** The newest lines of a service's log. */
export const journalOf = (service: string): string =>
  runTool(['journalctl', '--no-pager', '--output=cat', '--lines=12', '--unit', service]).out.trim();

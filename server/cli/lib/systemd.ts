import { existsSync } from 'node:fs';
import { forTerminal } from '../../terminal.ts';
import { runTool } from './run.ts';

/** Whether systemd runs this machine: sd_booted(3). */
export const systemdRuns = (): boolean => existsSync('/run/systemd/system');

export const systemctl = (...args: string[]) => runTool(['systemctl', ...args]);

/** The newest lines of a service's log, since a moment (ms). */
export function journalOf(service: string, since: number): string {
  const from = `@${Math.floor(since / 1000)}`;
  const lines = ['--lines=12', '--since', from, '--unit', service];
  return forTerminal(
    runTool(['journalctl', '--no-pager', '--output=cat', '--quiet', ...lines]).out.trim(),
  );
}

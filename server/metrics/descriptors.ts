import { closeSync, openSync, readdirSync } from 'node:fs';
import type { Deps } from '../deps.ts';

const EVERY_MS = 5_000;
/** A file that always exists and that all may open; the question is whether one more can be opened. */
const PROBE = '/dev/null';

export type Descriptors = ReturnType<typeof watchDescriptors>;

/**
 * Checks whether this process may open one more file. Without that, connections wait in the kernel without a reason in
 * the log: Bun accepts them as soon as others have gone, and reports nothing meanwhile.
 */
export function watchDescriptors({ clock, log }: Pick<Deps, 'clock' | 'log'>) {
  let since: number | undefined;
  let times = 0;
  let open = 0;

  function checkDescriptors(): void {
    const code = refused();
    if (code === undefined) countOpen();
    if (code !== undefined && since === undefined) {
      since = clock.now();
      times++;
      log.error('no file descriptors left', { code, open });
    } else if (code === undefined && since !== undefined) {
      log.warn('file descriptors free again', { seconds: (clock.now() - since) / 1000 });
      since = undefined;
    }
  }

  /** Of this process; the last that was known when none is left to look with, 0 where /proc is not to be had. */
  function countOpen(): number {
    try {
      open = readdirSync('/proc/self/fd').length;
    } catch {}
    return open;
  }

  const timer = setInterval(checkDescriptors, EVERY_MS);
  timer.unref();
  return { open: countOpen, times: () => times, stop: (): void => clearInterval(timer) };
}

function refused(): string | undefined {
  try {
    closeSync(openSync(PROBE, 'r'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return /^(EMFILE|ENFILE)$/.test(code) ? code : undefined;
  }
  return undefined;
}

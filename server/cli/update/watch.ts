import { type RunFile, readRunFile } from '../lib/run-file.ts';

const POLL_MS = 200;
/** So long a new release must stay up before it is believed; most that fail do so in their first seconds. */
const STEADY_MS = 3_000;
/** One reply may be late on a machine that has just done much; several are no accident. */
const MISSES = 3;

type Wanted = { dataDir: string; version: string; notPid: number | undefined; waitMs: number };

/** Whether a server of that version comes up within the time, as another process than before, and stays up. */
export async function waitUntilUp(wanted: Wanted): Promise<boolean> {
  const end = Date.now() + wanted.waitMs;
  while (Date.now() < end) {
    const note = await readRunFile(wanted.dataDir);
    if (note && note.pid !== wanted.notPid && note.version === wanted.version)
      return staysUp(wanted.dataDir, note);
    await Bun.sleep(POLL_MS);
  }
  return false;
}

async function staysUp(dataDir: string, { pid }: RunFile): Promise<boolean> {
  const end = Date.now() + STEADY_MS;
  let missed = 0;
  // One that does not reply at the end of it is not believed before it is known whether it is only late.
  while (Date.now() < end || missed > 0) {
    await Bun.sleep(POLL_MS);
    const note = await readRunFile(dataDir);
    if (note && note.pid !== pid) return false;
    missed = note ? 0 : missed + 1;
    if (missed === MISSES) return false;
  }
  return true;
}

import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/**
 * Calls back once one of the programs that started this one is gone. npm passes a signal to its shell, which ends
 * without passing it on: the server would run on without a parent, and keep the port.
 */
export function whenStartersEnd(then: () => void): void {
  const starters = startersOf(process.ppid);
  if (starters.length === 0) return;
  const timer = setInterval(() => {
    if (starters.every(isAlive)) return;
    clearInterval(timer);
    then();
  }, LOOK_MS);
  timer.unref();
}

/** Returns the parents up to the outermost npm; an empty list where there is no /proc. */
function startersOf(pid: number): number[] {
  const line: { pid: number; npm: boolean }[] = [];
  for (let at = pid; at > 1; ) {
    const facts = factsOf(at);
    if (!facts) break;
    line.push({ pid: at, npm: facts.npm });
    at = facts.parent;
  }
  const outermost = line.findLastIndex(({ npm }) => npm);
  return line.slice(0, outermost + 1).map((starter) => starter.pid);
}

function factsOf(pid: number): { parent: number; npm: boolean } | undefined {
  try {
    // The line is "pid (name) state parent …"; a name may hold anything, so that the last bracket counts.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { parent, npm: /^npm |\bnpm(-cli\.js)? (start|run|exec)/.test(command) };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { writeFileSync } from 'node:fs';
import { cpuMs, memoryKb, type Server } from './process.ts';

/** What work takes of a server: the most that it holds meanwhile beyond what it held before, and its CPU. */
export async function weigh(server: Server, work: () => Promise<unknown>) {
  // proc(5): 5 makes the peak begin anew.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
  const [before, cpu] = [memoryKb(server.pid).resident, cpuMs(server.pid)];
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, memoryKb(server.pid).resident);
  }, 20);
  await work().finally(() => clearInterval(watching));
  return { mb: (most - before) / 1024, cpuS: (cpuMs(server.pid) - cpu) / 1000 };
}

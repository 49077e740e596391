/** `payambar import` of 10,000 people, a million messages and 5,000 files: how long, with how much memory, what a second run costs. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { serverCommand, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';

type Run = { seconds: number; cpu: number; rssMb: number; brought: number };

async function run(old: string, dataDir: string): Promise<Run> {
  const began = performance.now();
  const child = Bun.spawn([...serverCommand(), 'import', old, '--data-dir', dataDir, '--json'], {
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const report = JSON.parse(await Bun.readableStreamToText(child.stdout));
  if ((await child.exited) !== 0) throw new Error('the import failed');
  const used = child.resourceUsage();
  return {
    seconds: (performance.now() - began) / 1000,
    cpu: Number(used?.cpuTime.total ?? 0) / 1e6,
    rssMb: (used?.maxRSS ?? 0) / 1e6,
    brought: report.counts.messages.brought,
  };
}

export async function importing(): Promise<Figure[]> {
  const dir = tempDir('import');
  try {
    const old = join(dir.path, 'old');
    // The maker runs in a process of its own: a child starts with its parent's peak (getrusage(2), ru_maxrss).
    const maker = join(import.meta.dir, '../scripts/legacy.ts');
    if (Bun.spawnSync([process.execPath, maker, old, 'large']).exitCode !== 0)
      throw new Error('no installation to import');
    const dataDir = join(dir.path, 'new');
    const first = await run(old, dataDir);
    const second = await run(old, dataDir);
    if (first.brought !== 999_000 || second.brought !== 0 || !existsSync(join(dataDir, 'files')))
      throw new Error(`brought ${first.brought}, then ${second.brought}`);
    const figure = (name: string, value: number, unit: string): Figure => ({
      ...{ bench: 'import', name, value, unit },
    });
    return [
      figure('10,000 people, 1,000,000 messages, 5,000 files', first.seconds, 's'),
      figure('the same, CPU', first.cpu, 's'),
      figure('the same, peak memory', first.rssMb, 'MB'),
      figure('database afterwards', statSync(join(dataDir, 'payambar.db')).size / 1e6, 'MB'),
      figure('a second run, which finds nothing new', second.seconds, 's'),
      figure('the same, peak memory', second.rssMb, 'MB'),
    ];
  } finally {
    dir.remove();
  }
}

if (import.meta.main) await runAlone(importing);

import { bun, collect } from './run.ts';
import { fail } from './say.ts';

/** Exactly what `bun.lock` says. Quick when it is all there already. */
export async function install(): Promise<void> {
  const done = await collect([bun, 'install', '--frozen-lockfile']);
  if (done.ok) return;
  process.stderr.write(done.output);
  fail('The dependencies could not be installed; the lines above say why.');
}

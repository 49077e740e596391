import { bun, collect } from './run.ts';
import { fail } from './say.ts';

/** Installs exactly what `bun.lock` says. This is quick when it is all there already. */
export async function install(): Promise<void> {
  const done = await collect([bun, 'install', '--frozen-lockfile']);
  if (done.ok) return;
  process.stderr.write(done.output);
  fail('The dependencies could not be installed; the lines above say why.');
}

/**
 * `bun test/deploy/bare-debian.ts [SUITE]`: plays the story of the bare machine on a whole Debian (bookworm, or the
 * named release) that debootstrap fetches once. It is run by hand, as root: it needs Debian's archive, and a minute
 * the first time.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const suite = process.argv[2] ?? 'bookworm';
const debian = join(tmpdir(), `payambar-debian-${suite}`);
if (!existsSync(debian)) {
  const making = `${debian}.making`;
  await rm(making, { recursive: true, force: true });
  await Bun.$`debootstrap --variant=minbase ${suite} ${making}`;
  await rename(making, debian);
}
const child = Bun.spawn(
  [process.execPath, 'test', '--timeout=120000', './test/deploy/root/bare-machine.test.ts'],
  {
    cwd: join(import.meta.dir, '../..'),
    env: { ...process.env, PAYAMBAR_DEBIAN: debian },
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
process.exitCode = await child.exited;

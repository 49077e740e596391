/**
 * Runs a program in a root folder of its own: read-only, with a writable folder at `/data`, as a user without rights.
 * The program keeps this process's id, so that signals reach it. Without root a user namespace replaces it, and the
 * program runs as the user who runs the tests.
 */
const SCRIPT = `
set -e
root=$1 data=$2 user=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --bind /dev/null "$root/dev/null"
mount --bind /dev/urandom "$root/dev/urandom"
mount --bind "$data" "$root/data"
mount -o remount,bind,ro "$root"
exec chroot $user "$root" "$@"
`;

export const isRoot = process.getuid?.() === 0;

export function cageCommand(root: string, data: string, id: number, command: string[]): string[] {
  const space = isRoot ? [] : ['--user', '--map-root-user'];
  const user = isRoot ? `--userspec=${id}:${id}` : '';
  return ['unshare', ...space, '--mount', 'sh', '-c', SCRIPT, 'cage', root, data, user, ...command];
}

/** A container's engine mounts on these, so they must exist. */
export async function makeMountPoints(root: string): Promise<void> {
  for (const folder of ['proc', 'dev', 'data']) await Bun.$`mkdir -p ${root}/${folder}`;
  for (const device of ['null', 'urandom']) await Bun.write(`${root}/dev/${device}`, '');
}

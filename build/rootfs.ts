/**
 * `bun build/rootfs.ts EXECUTABLE FOLDER`: makes everything that a container of Payambar holds, and nothing else. The
 * Dockerfile copies this folder into an empty image; test/deploy/container.test.ts runs the executable in it.
 */
import { chmod, copyFile, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** This is the id of the user "nonroot" in distroless images. */
const ID = 65532;
const PASSWD = `root:x:0:0:root:/:/sbin/nologin\nnonroot:x:${ID}:${ID}:nonroot:/data:/sbin/nologin\n`;

/**
 * Lists what the dynamic loader opens, itself included, from ldd(1) lines such as `libc.so.6 => /lib/…/libc.so.6
 * (0x…)`.
 */
async function librariesOf(executable: string): Promise<string[]> {
  const listed = await Bun.$`ldd ${executable}`.text();
  const paths = [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
  if (paths.length === 0) throw new Error(`ldd names no library of ${executable}`);
  return paths;
}

/** Copies a library under the name that the loader asks for; links are resolved. */
async function put(from: string, root: string, as = from): Promise<void> {
  const to = join(root, as);
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
}

export async function makeRoot(executable: string, root: string): Promise<void> {
  for (const library of await librariesOf(executable)) await put(library, root);
  await put(executable, root, '/payambar');
  await chmod(join(root, 'payambar'), 0o755);
  await Bun.write(join(root, 'etc/passwd'), PASSWD);
  await Bun.write(join(root, 'etc/group'), `root:x:0:\nnonroot:x:${ID}:\n`);
}

const [executable, root] = process.argv.slice(2);
if (import.meta.main && executable && root) await makeRoot(executable, root);

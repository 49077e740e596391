import { existsSync } from 'node:fs';
import { copyFile, mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The installer and a person at it call these, all of them part of every Debian (priority "required"). */
const PROGRAMS = [
  ...['sh', 'awk', 'cat', 'chmod', 'dirname', 'env', 'id', 'sha256sum', 'uname'],
  ...['useradd', 'setpriv'],
];
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
const FILES: Record<string, string> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n',
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  'etc/shadow': 'root:*:19000:0:99999:7:::\n',
  'etc/gshadow': 'root:*::\n',
  'etc/login.defs': 'SYS_UID_MIN 100\nSYS_UID_MAX 999\nSYS_GID_MIN 100\nSYS_GID_MAX 999\n',
};

/**
 * Makes a root with nothing but this machine's own copies of a few programs and their libraries. PAYAMBAR_DEBIAN may
 * name a folder with a whole Debian instead, which debootstrap has filled (test/deploy/bare-debian.ts makes it).
 */
export async function makeBareRoot(root: string): Promise<void> {
  const debian = process.env.PAYAMBAR_DEBIAN;
  if (debian) await Bun.$`cp -a ${debian} ${root}`;
  else await compose(root);
  for (const folder of ['proc', 'dev', 'root', 'tmp', 'usr/local/bin', 'var/lib'])
    await mkdir(join(root, folder), { recursive: true });
  for (const device of ['null', 'urandom']) {
    const path = join(root, 'dev', device);
    if (!existsSync(path)) await Bun.write(path, '');
  }
}

async function compose(root: string): Promise<void> {
  for (const name of PROGRAMS) {
    const program = Bun.which(name, { PATH });
    if (!program) throw new Error(`the tests of deploying need ${name}`);
    await put(program, root);
    const { stdout } = await Bun.$`ldd ${program}`.quiet();
    for (const [, library = ''] of stdout.toString().matchAll(/(\/\S+) \(0x/g))
      await put(library, root);
  }
  for (const library of await Bun.$`ldd ${process.execPath}`.text().then(librariesIn))
    await put(library, root);
  for (const [name, text] of Object.entries(FILES)) await Bun.write(join(root, name), text);
}

const librariesIn = (text: string): string[] =>
  [...text.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);

async function put(path: string, root: string): Promise<void> {
  const to = join(root, path);
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(path), to);
}

/**
 * `bun bare-story.ts ROOT OTHER EXECUTABLE`, in namespaces of its own: two bare machines without a network. What is
 * installed and written on the first is backed up there, the machine is destroyed, and the second goes on with it.
 * Prints what happened as JSON.
 */
import { Database } from 'bun:sqlite';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Machine, machineAt } from './bare-machine.ts';
import { begin, readTexts, untilAnswering, write } from './conversation.ts';

const URL = 'http://127.0.0.1:8080';
const FILE = { id: 'fileOfSara1', text: 'پروندهٔ سارا '.repeat(10_000) };
const [root = '', other = '', executable = ''] = process.argv.slice(2);
const NAME = `payambar-linux-${process.arch}`;
const PROJECT = join(import.meta.dir, '../../..');

await Bun.$`ip link set lo up || ifconfig lo up`.quiet();
const outside = await fetch('http://192.0.2.1/').then(
  () => 'reached',
  () => 'cut',
);

async function boot(folder: string): Promise<Machine> {
  const machine = machineAt(folder);
  await Bun.$`mount --bind /proc ${folder}/proc`;
  for (const device of ['null', 'urandom'])
    await Bun.$`mount --bind /dev/${device} ${folder}/dev/${device}`;
  await copyFile(executable, machine.at(`root/${NAME}`));
  await copyFile(join(PROJECT, 'deploy/install.sh'), machine.at('root/install.sh'));
  const sum = createHash('sha256').update(await Bun.file(executable).bytes());
  await Bun.write(machine.at('root/SHA256SUMS'), `${sum.digest('hex')}  ${NAME}\n`);
  return machine;
}

const filesOf = async (token: string) => {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${URL}/api/files/${FILE.id}`, { headers });
  return `${answer.status} ${Bun.hash(await answer.arrayBuffer())}`;
};

/** Adds a file to Sara's first message, as an upload leaves it. */
async function addFile({ at }: Machine, chatId: string): Promise<void> {
  const sha256 = createHash('sha256').update(FILE.text).digest('hex');
  const path = at(`var/lib/payambar/files/${sha256.slice(0, 2)}/${sha256}`);
  await mkdir(dirname(path), { recursive: true });
  await Bun.write(path, FILE.text);
  await Bun.$`chown -R --reference ${at('var/lib/payambar')} ${at('var/lib/payambar/files')}`;
  const database = new Database(at('var/lib/payambar/payambar.db'));
  database.run(
    `INSERT INTO files (id, owner_id, sha256, size, mime, name, created_at)
      SELECT ?, id, ?, ?, 'text/plain', 'sara.txt', 1 FROM users WHERE username = 'sara'`,
    [FILE.id, sha256, Buffer.byteLength(FILE.text)],
  );
  database.run('INSERT INTO message_files (chat_id, seq, position, file_id) VALUES (?, 1, 0, ?)', [
    chatId,
    FILE.id,
  ]);
  database.close();
}

const first = await boot(root);
const installed = await first.type('sh', '/root/install.sh', '--yes');
const again = await first.type('sh', '/root/install.sh', '--yes');
first.startService();
await untilAnswering(URL);
const sara = await begin(URL, ['سلام', 'hello']);
const ali = await begin(URL, ['از علی'], 'ali');
await addFile(first, sara.chatId);
const written = [await readTexts(URL, sara), await readTexts(URL, ali), await filesOf(sara.token)];
const backup = await first.type('payambar', 'backup', '--output', '/root/', '--json');
const stopped = await first.stopService();
const archive = join(root, 'root', basename(JSON.parse(backup.out || '{}').file ?? ''));

const second = await boot(other);
await copyFile(archive, second.at('root/backup'));
await Bun.$`umount ${root}/proc ${root}/dev/null ${root}/dev/urandom`;
await rm(root, { recursive: true });
await second.type('sh', '/root/install.sh', '--yes');
const restored = await second.type('payambar', 'restore', '/root/backup', '--replace');
const verified = await second.type('payambar', 'verify');
second.startService();
await untilAnswering(URL);
const found = [await readTexts(URL, sara), await readTexts(URL, ali), await filesOf(sara.token)];
await write(URL, sara, 'on the second machine');
const grown = await readTexts(URL, sara);
const status = await second.type('payambar', 'status', '--json');
const owner = await second.type('sh', '-c', 'id -u payambar; id -g payambar');
await second.stopService();
const removed = await second.type('payambar', 'uninstall', '--yes');
const left = await Array.fromAsync(new Bun.Glob('var/lib/payambar/*').scan({ cwd: other }));

process.stdout.write(
  JSON.stringify({
    ...{ outside, installed, again, written, backup, stopped, restored, verified },
    ...{ found, grown, status, owner, removed, left },
  }),
);

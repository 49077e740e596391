/**
 * How many files one message passes: every function of client, server, db and protocol says that it was entered; a text is
 * written, from what the composer does at the press of its button to the bubble that is drawn with its tick. Client and
 * server are the real ones, the client without a page. A file counts when each of the messages entered it: what a timer
 * does meanwhile is in some of them. What happens once (parts that are loaded, statements that are prepared) happens for
 * the first messages, which do not count. It prints the files. To reach: 55. By itself, since it loads the client anew:
 * `bun bench/message-path.ts`.
 */
import { join } from 'node:path';
import { plugin } from 'bun';
import { SECRET_ENV } from './lib/cast.ts';
import { sayEntered } from './lib/entered.ts';
import { type Device, openDevice } from './lib/entered-client.ts';
import { writeLongChat } from './lib/long-chat.ts';
import { freePort, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';

const ROOT = join(import.meta.dir, '..');
const PRELOAD = join(import.meta.dir, 'lib/entered-server.ts');
const EARLIER = 40;
const WARM = 3;
const MESSAGES = 10;
/** What one message leaves behind (indexing, a sync of the draft) has ended after this long. */
const QUIET_MS = 2500;

/** Tells which files were entered since it was last asked. */
type Look = () => Promise<string[]>;

async function filesPassed(device: Device, look: Look): Promise<string[][]> {
  const runs: string[][] = [];
  for (let n = 0; n < WARM + MESSAGES; n++) {
    await Bun.sleep(QUIET_MS);
    await look();
    await device.send(`message ${n}.`);
    const files = await look();
    if (n >= WARM) runs.push(files);
  }
  return runs;
}

function lookAt(port: number): Look {
  return async () => {
    const here = [...(globalThis.entered ?? [])];
    globalThis.entered?.clear();
    const there: string[] = await (await fetch(`http://127.0.0.1:${port}`)).json();
    return [...new Set([...here, ...there])];
  };
}

export async function messagePath(): Promise<Figure[]> {
  globalThis.entered = new Set();
  plugin(sayEntered(ROOT));
  const data = tempDir('path');
  writeLongChat(data.path, EARLIER);
  const port = freePort();
  const command = ['bun', '--preload', PRELOAD, join(ROOT, 'server/main.ts')];
  const server = await startServer(command, data.path, {
    ...SECRET_ENV,
    ENTERED_PORT: String(port),
  });
  const runs = await openDevice(server.port)
    .then((device) => filesPassed(device, lookAt(port)))
    .finally(() => server.stop());
  data.remove();
  const all = new Set(runs.flat());
  const files = [...all].filter((file) => runs.every((run) => run.includes(file))).toSorted();
  const rare = [...all].filter((file) => !files.includes(file)).toSorted();
  print(files.map((file) => `  ${file}`).join('\n'));
  print(`  in some of the messages: ${rare.join(' ') || 'none'}`);
  const line = (name: string, under: RegExp, target?: number): Figure => {
    const value = files.filter((file) => under.test(file)).length;
    return { bench: 'message-path', name, value, unit: 'files', target };
  };
  return [
    line('client', /^client/),
    line('server', /^server/),
    line('db', /^db/),
    line('protocol', /^protocol/),
    line('files one message passes', /./, 55),
  ];
}

if (import.meta.main) {
  await runAlone(messagePath);
  process.exit();
}

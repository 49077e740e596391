/**
 * Whether a process that reads the file holds up the event loop: a million messages, a message each 10 ms and an edit
 * each 1.5 s, alone, beside an open reader, beside a `verify` that was suspended, and beside a backup. The figure
 * that counts is the server's own (how late its timers came, /metrics); what a client waits includes the machine's
 * other work.
 */
import { Database } from 'bun:sqlite';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Asker } from './lib/asker.ts';
import { databasePath, SECRET_ENV, tokenOf } from './lib/cast.ts';
import { eventLoopLag } from './lib/lag.ts';
import { CAST, millionMessages } from './lib/million.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { percentile } from './lib/stats.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const SEND_MS = 10;
const EDIT_MS = 1500;
/** A reader of the file must not block the event loop for longer. */
const MOST_MS = 20;

type Beside = (dataDir: string) => () => Promise<void> | void;

const alone: Beside = () => () => {};

const reader: Beside = (dataDir) => {
  const database = new Database(databasePath(dataDir), { readonly: true });
  database.run('BEGIN');
  database.query('select count(*) from chats').get();
  return () => database.close();
};

/** Ctrl-Z stops the command in the middle: its transaction stays open. */
const suspended: Beside = (dataDir) => {
  const child = Bun.spawn([...serverCommand(), 'verify'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdout: 'ignore',
    stderr: 'ignore',
  });
  const timer = setTimeout(() => child.kill('SIGSTOP'), 800);
  return async () => {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await child.exited;
  };
};

const backups: Beside = (dataDir) => {
  const output = join(dataDir, 'out.tar.zst');
  const child = Bun.spawn([...serverCommand(), 'backup', '--output', output], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  return async () => {
    await child.exited;
    rmSync(output, { force: true });
  };
};

const SCENES: Record<string, Beside> = {
  alone,
  'beside a reader': reader,
  'beside a suspended verify': suspended,
  'beside a backup': backups,
};

/** Sends and edits for a while; returns how long each reply took, ms. */
async function load(asker: Asker): Promise<number[]> {
  const waits: number[] = [];
  const chatId = CAST.bigChat;
  let edited = performance.now();
  let newest = 0;
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end; ) {
    const due = performance.now() + SEND_MS;
    const body = { chatId, clientId: Bun.randomUUIDv7(), text: 'پیامی مانند همه' };
    const sent = await asker.ask('message.send', body);
    newest = sent.body.message.seq;
    waits.push(sent.ms);
    if (performance.now() - edited > EDIT_MS) {
      edited = performance.now();
      await asker.ask('message.edit', { chatId, seq: newest, text: `ویرایش ${newest}` });
    }
    await Bun.sleep(Math.max(0, due - performance.now()));
  }
  return waits;
}

export async function held(): Promise<Figure[]> {
  const { dataDir } = await millionMessages();
  const dir = tempDir('held');
  cpSync(dataDir, dir.path, { recursive: true });
  // The first commits would else wait for the pages of the copy, which are still on their way to the disk.
  await Bun.$`sync`;
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const asker = await Asker.open(server.port, tokenOf(CAST.owner));
  const figures: Figure[] = [];
  try {
    for (const [scene, beside] of Object.entries(SCENES)) {
      await eventLoopLag(server);
      const end = beside(dir.path);
      const waits = await load(asker);
      const late = await eventLoopLag(server);
      await end();
      const line = (name: string, value: number, target?: number): Figure => ({
        ...{ bench: 'held', name: `${scene}: ${name}`, value, unit: 'ms' },
        ...(target === undefined ? {} : { target }),
      });
      figures.push(
        line('timers late, max', late.max, MOST_MS),
        line('timers late, p99', late.p99),
        line('send → acknowledged, p50', percentile(waits, 50)),
        line('send → acknowledged, p99', percentile(waits, 99)),
        line('send → acknowledged, max', percentile(waits, 100)),
      );
    }
  } finally {
    asker.close();
    await server.stop();
    dir.remove();
  }
  return figures;
}

if (import.meta.main) await runAlone(held);

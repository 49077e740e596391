import { existsSync } from 'node:fs';
import type { Db } from '../../db/stores.ts';
import { toUserFacing } from '../cli/failure.ts';
import { randomIds, systemClock } from '../cli/lib/ids.ts';
import { becomeOwner } from '../cli/lib/owner.ts';
import { formatTime } from '../cli/lib/print.ts';
import { removeRunFile, writeRunFile } from '../cli/lib/run-file.ts';
import { type Options, sourcesOf } from '../cli/sources.ts';
import { type TerminalLanguage, terminalLanguage } from '../cli/texts.ts';
import { type Config, readConfig } from '../config.ts';
import { clockOf } from '../data-clock.ts';
import { bucketOf } from '../files/place.ts';
import { createLog, type Log } from '../log.ts';
import { openData } from '../open-data.ts';
import { VERSION } from '../version.ts';
import { mustReachBucket } from './bucket.ts';
import { type Running, startServer } from './lifecycle.ts';
import { type Misspelt, misspeltIn } from './misspelt.ts';
import { notify, notifyReady } from './notify.ts';
import { leaveNoFolder, mustBeFree } from './port.ts';
import { makeReady } from './readiness.ts';
import { secretOf, sharedSecretOf } from './secret.ts';
import { createTurnProcess, mustShareSecret } from './turn-process.ts';

/** `payambar serve`: config → log → database → app → listen → signals. */
export async function serve(options: Options): Promise<void> {
  const sources = sourcesOf({ ...options, env: process.env });
  const read = readConfig(sources);
  const wasThere = existsSync(read.dataDir);
  try {
    await start(read, misspeltIn(sources));
  } catch (error) {
    leaveNoFolder(read.dataDir, wasThere);
    throw toUserFacing(error, read.dataDir);
  }
}

async function start(read: Config, misspelt: readonly Misspelt[]): Promise<void> {
  outliveReader();
  // The files hold messages: other users of the machine may not read them.
  process.umask(0o077);
  mustShareSecret(read);
  becomeOwner(read.dataDir);
  await mustBeFree(read);
  await makeReady(read.dataDir);
  const log = createLog({
    ...read,
    now: systemClock.now,
    write: (line) => process.stdout.write(line),
  });
  dieLoudly(log);
  for (const one of misspelt) log.warn('unknown setting', one);
  const db = await openData(read, randomIds.next(), log);
  const clock = clockOf(db, systemClock);
  try {
    const config = { ...read, jwtSecret: read.jwtSecret || (await secretFor(read, db)) };
    await mustReachBucket({ config, db, log, ids: randomIds });
    const turn = config.turn === 'on' ? createTurnProcess(config, log) : undefined;
    const running = await startServer({
      ...{ db, clock, ids: randomIds, log, config, turn: turn?.state },
    });
    const { url } = running;
    const { dataDir, publicUrl } = config;
    const registration = await running.registration();
    const bucket = bucketOf(config);
    writeRunFile(dataDir, {
      ...{ pid: process.pid, url, publicUrl, registration, version: VERSION, bucket },
    });
    // Before the line that others wait for: a signal that follows it at once must find its handler.
    const stop = stopOnSignals(log, running, async () => {
      await turn?.stop();
      // When the data was taken away, what lies in the folder belongs to another program.
      if (db.health() !== 'gone') removeRunFile(config.dataDir);
      await db.close();
    });
    // Its devices find another node; whoever starts this one again is told which program to start.
    db.observeOutdated?.(() => void stop('outdated', 1));
    turn?.start();
    announce(log, config, running.url, registration);
    notifyReady();
    await offerSetup(log, config, running, registration === 'setup');
  } catch (error) {
    await db.close();
    throw error;
  }
}

const secretFor = ({ databaseUrl, dataDir }: Config, db: Db): string | Promise<string> =>
  databaseUrl === '' ? secretOf(dataDir) : sharedSecretOf(db, dataDir);

/** The reader of the log has gone, or its disk is full: the server goes on without it. */
function outliveReader(): void {
  process.stdout.removeAllListeners('error').on('error', () => {});
}

type SetupTexts = { none: string; closed: string; become(until: string): string };
/** `closed`: where nobody has decided who may register. */
const SETUP: Record<TerminalLanguage, SetupTexts> = {
  en: {
    none: 'This server has no administrator yet.',
    closed:
      'This server has no administrator yet, and until it has one nobody can register without an invitation.',
    become: (until) => `Become its administrator with this one-time link (until ${until}):`,
  },
  fa: {
    none: 'این سرور هنوز مدیر ندارد.',
    closed: 'این سرور هنوز مدیر ندارد و تا مدیری نداشته باشد کسی بدون دعوت نمی‌تواند ثبت‌نام کند.',
    become: (until) => `با این پیوند یک‌بارمصرف مدیر سرور شوید (تا ${until}):`,
  },
};

function announce(log: Log, { dataDir }: Config, url: string, registration: string): void {
  log.info('listening', {
    url,
    data: dataDir,
    registration,
    version: VERSION,
    pid: process.pid,
  });
}

/**
 * Prints the set-up link for the person who started the server. It is no line of the log but stands beside it, so that
 * programs that read the log find nothing but lines of it, and journalctl and docker show both. A person who reads it
 * can start the server as well. The link ends with its use, after a day, and at the next start, which makes another.
 */
async function offerSetup(
  log: Log,
  { publicUrl }: Config,
  running: Running,
  isClosed: boolean,
): Promise<void> {
  try {
    const link = await running.setupLink();
    if (!link) return;
    const language = terminalLanguage(process.env);
    const { none, closed, become } = SETUP[language];
    const until = formatTime(link.expiresAt, language);
    const sentence = `${isClosed ? closed : none} ${become(until)}`;
    const url = `${publicUrl || running.url}${link.path}`;
    const { qrOf } = await import('../cli/lib/qr.ts');
    process.stderr.write(`${sentence}\n${url}${qrOf(url, undefined, process.stderr)}\n`);
  } catch (error) {
    log.warn('no set-up link made', { error });
  }
}

/**
 * After an uncaught error the state is unknown, and systemd starts a clean server within a second; staying would mean
 * replying from a state that may be wrong. Everything that was acknowledged is on the disk.
 */
function dieLoudly(log: Log): void {
  const die = (error: unknown): never => {
    log.error('uncaught', { error });
    process.exit(1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

function stopOnSignals(log: Log, running: Running, close: () => Promise<void>) {
  let stopping = false;
  const stop = async (signal: string, code = 0): Promise<void> => {
    // A second signal is from somebody who does not want to wait.
    if (stopping) return running.drain();
    stopping = true;
    log.info('stopping', { signal });
    notify('STOPPING=1');
    await running.drain();
    await running.stop();
    await close();
    log.info('stopped');
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // A closed terminal, or a hand that meant another program, is no order to stop. SIGHUP reads the certificate again,
  // where there is one.
  for (const signal of ['SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)
    process.on(signal, () => log.info('signal', { signal }));
  return stop;
}

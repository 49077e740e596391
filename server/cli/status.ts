import { join } from 'node:path';
import { sqliteCode } from '../../db/engine/error-codes.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { persianDigits } from '../../db/engine/user-error.ts';
import type { PostgresLook } from '../../db/postgres/look.ts';
import { type Overview, readOverview } from '../../db/stores/overview.ts';
import type { ClusterState } from '../cluster/cluster.ts';
import { type Config, readConfig } from '../config.ts';
import type { QueueState } from '../jobs/queue/queue.ts';
import { VERSION } from '../version.ts';
import { CommandError } from './command.ts';
import { askRunning } from './lib/control.ts';
import { becomeOwner, mustBeReadable } from './lib/owner.ts';
import { print, sizeOf } from './lib/print.ts';
import { type RunFile, readRunFile } from './lib/run-file.ts';
import { type Options, sourcesOf } from './sources.ts';
import { type TerminalLanguage, terminalLanguage } from './texts.ts';

/** `payambar status`: reads only, also beside a running server. */
export async function status(options: Options & { json: boolean }): Promise<void> {
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  becomeOwner(config.dataDir);
  mustBeReadable(config.dataDir, terminalLanguage(process.env));
  const found = await readState(config);
  print(options.json, found, () => readable(found));
  // "Not running", as service scripts say it (LSB): a container's health check and a shell can ask by the exit code.
  if (!found.running) process.exitCode = 3;
}

type Found = Awaited<ReturnType<typeof readState>>;

async function readState(config: Config) {
  const running = await readRunFile(config.dataDir);
  const look = config.databaseUrl === '' ? undefined : await lookAt(config);
  const overview = look ? look.overview : overviewOf(join(config.dataDir, DATABASE));
  return {
    version: VERSION,
    running: running !== undefined,
    /** Whether there is a database at all. */
    data: overview !== undefined,
    pid: running?.pid ?? null,
    url: running?.url ?? null,
    /** The bus and the other nodes; null: it is alone, or does not run. */
    nodes: running ? await readNodes(config) : null,
    /** The broker of QUEUE_URL; null: there is none, or nothing runs. */
    queue: running ? await readQueue(config) : null,
    /** Work behind the requests that was given up; null: nobody runs that could say. */
    deadJobs: running ? await countDeadJobs(config) : null,
    dataDir: config.dataDir,
    ...(look && { database: placeAndVersion(look), databaseMs: look.latencyMs }),
    registration: registrationOf(config, overview, running),
    users: overview?.users ?? 0,
    chats: overview?.chats ?? 0,
    messages: overview?.messages ?? 0,
    databaseBytes: overview?.bytes ?? 0,
    filesBytes: overview?.filesBytes ?? 0,
  };
}

async function readNodes({ dataDir }: Config): Promise<ClusterState | null> {
  const act = await askRunning(dataDir);
  if (!act) return null;
  // A server that was started before this program was put in its place knows no such question.
  return act('cluster.state', {}).then(
    ({ state }) => state,
    () => null,
  );
}

async function readQueue({ dataDir }: Config): Promise<QueueState | null> {
  const act = await askRunning(dataDir);
  if (!act) return null;
  return act('queue.state', {}).then(
    ({ state }) => state,
    () => null,
  );
}

async function countDeadJobs({ dataDir }: Config): Promise<number | null> {
  const act = await askRunning(dataDir);
  if (!act) return null;
  return act('job.list', {}).then(
    ({ jobs }) => jobs.filter(({ deadAt }) => deadAt !== null).length,
    () => null,
  );
}

/**
 * As the server decides it: what its settings say, otherwise what its administrator has chosen. Before there is an
 * administrator, a running server has written down what it was started with, which cannot have changed since.
 */
function registrationOf(
  { given, registration }: Config,
  overview: Overview | undefined,
  running: RunFile | undefined,
): string {
  if (given.includes('registration')) return registration;
  if (overview && !overview.hasAdmin) return running?.registration ?? 'setup';
  return overview?.registration ?? registration;
}

const lookAt = async ({ databaseUrl, databasePrepare }: Config): Promise<PostgresLook> =>
  (await import('../../db/postgres/look.ts')).lookAtPostgres({
    url: databaseUrl,
    prepare: databasePrepare === 'on',
    now: () => performance.timeOrigin + performance.now(),
  });

const placeAndVersion = ({ place, version }: PostgresLook): string =>
  `PostgreSQL ${version.split(' ')[0]}, ${place}`;

function overviewOf(path: string) {
  try {
    return readOverview(path);
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    throw new CommandError(BROKEN[terminalLanguage(process.env)](path, code));
  }
}

function readable(found: Found): string {
  const language = terminalLanguage(process.env);
  const number = new Intl.NumberFormat(language);
  const labels = LABELS[language];
  if (!found.data)
    return `${labels.version}: ${found.version}\n${NO_DATA[language](found.database ?? found.dataDir)}`;
  const { nodes, queue } = found;
  const values: Record<keyof (typeof LABELS)['en'], string> = {
    version: found.version,
    running: found.running ? `${found.url} (pid ${found.pid})` : NOWHERE[language],
    dataDir: [found.dataDir, found.database].filter(Boolean).join('; '),
    bus: nodes ? BUS[language](nodes) : '',
    queue: queue ? QUEUE[language](queue) : '',
    deadJobs: found.deadJobs ? DEAD_JOBS[language](number.format(found.deadJobs)) : '',
    registration: REGISTRATION[language][found.registration] ?? found.registration,
    users: number.format(found.users),
    chats: number.format(found.chats),
    messages: number.format(found.messages),
    databaseBytes: sizeOf(found.databaseBytes, language),
    filesBytes: sizeOf(found.filesBytes, language),
  };
  return (Object.keys(labels) as (keyof typeof labels)[])
    .filter((name) => values[name] !== '')
    .map((name) => `${labels[name]}: ${values[name]}`)
    .join('\n');
}

const BROKEN = {
  en: (path: string, code: string) =>
    `${path} cannot be read (${code}). What is wrong with it: payambar verify`,
  fa: (path: string, code: string) =>
    `${path} خوانده نمی‌شود (${code}). چه شده است: payambar verify`,
};

const NO_DATA = {
  en: (dataDir: string) =>
    `There is no data in ${dataDir}. Start the server once, or name its folder with --data-dir.`,
  fa: (dataDir: string) =>
    `در ${dataDir} داده‌ای نیست. سرور را یک بار اجرا کنید، یا پوشه‌ی آن را با \u200e--data-dir\u200e نام ببرید.`,
};

const REGISTRATION: Record<TerminalLanguage, Record<string, string>> = {
  en: {
    ...{ open: 'open to everyone', invite: 'by invitation', closed: 'closed' },
    setup: 'only by the set-up link or an invitation, until the server is set up',
  },
  fa: {
    ...{ open: 'برای همه', invite: 'با دعوت', closed: 'بسته' },
    setup: 'تا سرور راه‌اندازی نشده، فقط با پیوند راه‌اندازی یا دعوت',
  },
};

const BUS: Record<TerminalLanguage, (state: ClusterState) => string> = {
  en: ({ bus, node, nodes }) =>
    `${bus.kind} ${bus.version}, ${bus.reachable ? 'reachable' : 'not reachable'}; ${node} hears ${nodes.length} other nodes`,
  fa: ({ bus, node, nodes }) =>
    `${bus.kind} ${bus.version}، ${bus.reachable ? 'در دسترس' : 'خارج از دسترس'}؛ ${node} صدای ${persianDigits(nodes.length)} گره دیگر را می‌شنود`,
};

const QUEUE: Record<TerminalLanguage, (state: QueueState) => string> = {
  en: ({ where, version, reachable, waiting }) =>
    `RabbitMQ ${version} (${where}), ${reachable ? `reachable; ${waiting} hints wait` : 'not reachable'}`,
  fa: ({ where, version, reachable, waiting }) =>
    `RabbitMQ ${version} (${where})، ${reachable ? `در دسترس؛ ${persianDigits(waiting)} خبر در صف` : 'خارج از دسترس'}`,
};

const DEAD_JOBS: Record<TerminalLanguage, (count: string) => string> = {
  en: (count) => `${count}; payambar jobs list`,
  fa: (count) => `${count}؛ payambar jobs list`,
};

const NOWHERE = { en: 'no', fa: 'نه' };

const LABELS = {
  en: {
    version: 'Version',
    running: 'Running',
    dataDir: 'Data',
    bus: 'Bus',
    queue: 'Queue',
    deadJobs: 'Given up',
    registration: 'Registration',
    users: 'Users',
    chats: 'Chats',
    messages: 'Messages',
    databaseBytes: 'Database',
    filesBytes: 'Files',
  },
  fa: {
    version: 'نسخه',
    running: 'در حال اجرا',
    dataDir: 'داده‌ها',
    bus: 'گذرگاه',
    queue: 'صف',
    deadJobs: 'کارهای رهاشده',
    registration: 'ثبت‌نام',
    users: 'کاربران',
    chats: 'گفتگوها',
    messages: 'پیام‌ها',
    databaseBytes: 'پایگاه داده',
    filesBytes: 'فایل‌ها',
  },
};

import { existsSync } from 'node:fs';
import { ApiError } from '../../../db/engine/api-error.ts';
import { toBackupFolder } from '../../backup/backup-folder.ts';
import type { Config } from '../../config.ts';
import type { ControlCommand } from '../../control/commands.ts';
import { controlPath } from '../../control/socket.ts';
import type { DoctorSettings } from '../../doctor/watch.ts';
import type { ShownJob } from '../../jobs/administration.ts';
import { askRunning } from '../lib/control.ts';
import { systemClock } from '../lib/ids.ts';
import type { ProcessOwner } from '../lib/owner.ts';
import { withProgress } from '../lib/progress.ts';
import type { RunFile } from '../lib/run-file.ts';
import type { TerminalLanguage } from '../texts.ts';
import { checkBackups } from './checks/backups.ts';
import { checkJobs } from './checks/jobs.ts';
import { checkNodes } from './checks/nodes.ts';
import { checkDescriptors, checkFreePort, checkPort } from './checks/process.ts';
import { checkQueue } from './checks/queue.ts';
import { checkTurn } from './checks/turn.ts';
import { type Finding, toFinding } from './finding.ts';
import { createAsker } from './front/asker.ts';
import { checkFront } from './front/check.ts';
import { DOCTOR_TEXTS } from './texts.ts';

/** What the command line asks. `seconds`: how long a quiet connection is watched. */
export type DoctorOptions = {
  url: string;
  at: string;
  seconds: number;
  json: boolean;
  language: TerminalLanguage;
};

/** What only the running server can tell: its own limits, and what arrives of requests to the public address. */
export async function askDoctor(
  config: Config,
  note: RunFile | undefined,
  asked: DoctorOptions,
  { asRoot }: ProcessOwner,
): Promise<Finding[]> {
  const now = systemClock.now();
  if (!note)
    return [
      toFinding('server.stopped'),
      // Other people's programs, and what they have open, are root's alone to see.
      ...asRoot(() => checkFreePort(config.port)),
      ...checkBackups(toBackupFolder(config), config.backupEvery, now),
    ];
  const act = await askRunning(config.dataDir);
  if (!act) return [toFinding('server.deaf', { socket: controlPath(config.dataDir) })];
  const { secret, told } = await act('doctor.open', {});
  try {
    return [
      toFinding('server.ok', { url: note.url, pid: `${note.pid}` }),
      checkPort(note.url, told, contained()),
      ...asRoot(() => checkDescriptors(note.pid)),
      ...checkBackups(toBackupFolder({ ...told, dataDir: config.dataDir }), told.backupEvery, now),
      ...checkJobs(await listJobs(act)),
      ...checkNodes((await act('cluster.state', {})).state),
      ...checkQueue((await act('queue.state', {})).state),
      ...(await checkTurn(act)),
      ...(await inFront({ act, secret, told, note, asked })),
    ];
  } finally {
    await act('doctor.close', { secret });
  }
}

/** They lie in the database: where that is away, it has been said already. */
async function listJobs(act: ControlCommand): Promise<ShownJob[]> {
  try {
    return (await act('job.list', {})).jobs;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'busy') return [];
    throw error;
  }
}

/** A container's port is open to whom its engine says. */
const contained = (): boolean =>
  ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file));

type Meeting = {
  act: ControlCommand;
  secret: string;
  told: DoctorSettings;
  note: RunFile;
  asked: DoctorOptions;
};

async function inFront({ act, secret, told, note, asked }: Meeting): Promise<Finding[]> {
  const { at, seconds, json, language } = asked;
  const given = asked.url || told.publicUrl;
  if (given === '') return [toFinding('url.unknown')];
  const asker = createAsker({ url: new URL(given), at, direct: note.url, secret, told, act });
  const label = DOCTOR_TEXTS[language].looking;
  return withProgress(
    language,
    label,
    Math.max(1, seconds),
    async (tick) => {
      const timer = setInterval(() => tick(), 1000);
      try {
        return await checkFront(asker, { now: systemClock.now, seconds });
      } finally {
        clearInterval(timer);
      }
    },
    { quiet: json || seconds === 0 },
  );
}

import { existsSync } from 'node:fs';
import { folderOf } from '../../backup/shelf.ts';
import type { Config } from '../../config.ts';
import type { Act } from '../../control/acts.ts';
import { controlPath } from '../../control/socket.ts';
import type { Told } from '../../doctor/watch.ts';
import { askRunning } from '../lib/acts.ts';
import { systemClock } from '../lib/ids.ts';
import type { Selves } from '../lib/owner.ts';
import { withProgress } from '../lib/progress.ts';
import type { RunningNote } from '../lib/running.ts';
import type { Language } from '../texts.ts';
import { type Finding, found } from './finding.ts';
import { createAsker } from './front/asker.ts';
import { lookInFront } from './front/look.ts';
import { lookAtBackups } from './look/backups.ts';
import { lookAtDescriptors, lookAtFreePort, lookAtPort } from './look/process.ts';
import { TEXTS } from './texts.ts';

/** What the command line asks. `seconds`: how long a quiet connection is watched. */
export type Asked = {
  url: string;
  at: string;
  seconds: number;
  json: boolean;
  language: Language;
};

/** What only the running server can tell: its own limits, and what arrives of requests to the public address. */
export async function askServer(
  config: Config,
  note: RunningNote | undefined,
  asked: Asked,
  { asRoot }: Selves,
): Promise<Finding[]> {
  const now = systemClock.now();
  if (!note)
    return [
      found('server.stopped'),
      // Other people's programs, and what they have open, are root's alone to see.
      ...asRoot(() => lookAtFreePort(config.port)),
      ...lookAtBackups(folderOf(config), config.backupEvery, now),
    ];
  const act = await askRunning(config.dataDir);
  if (!act) return [found('server.deaf', { socket: controlPath(config.dataDir) })];
  const { secret, told } = await act('doctor.open', {});
  try {
    return [
      found('server.ok', { url: note.url, pid: `${note.pid}` }),
      lookAtPort(note.url, told, contained()),
      ...asRoot(() => lookAtDescriptors(note.pid)),
      ...lookAtBackups(folderOf({ ...told, dataDir: config.dataDir }), told.backupEvery, now),
      ...(await inFront({ act, secret, told, note, asked })),
    ];
  } finally {
    await act('doctor.close', { secret });
  }
}

/** A container's port is open to whom its engine says. */
const contained = (): boolean =>
  ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file));

type Meeting = { act: Act; secret: string; told: Told; note: RunningNote; asked: Asked };

async function inFront({ act, secret, told, note, asked }: Meeting): Promise<Finding[]> {
  const { at, seconds, json, language } = asked;
  const given = asked.url || told.publicUrl;
  if (given === '') return [found('url.unknown')];
  const asker = createAsker({ url: new URL(given), at, direct: note.url, secret, told, act });
  const label = TEXTS[language].looking;
  return withProgress(
    language,
    label,
    Math.max(1, seconds),
    async (tick) => {
      const timer = setInterval(() => tick(), 1000);
      try {
        return await lookInFront(asker, { now: systemClock.now, seconds });
      } finally {
        clearInterval(timer);
      }
    },
    { quiet: json || seconds === 0 },
  );
}

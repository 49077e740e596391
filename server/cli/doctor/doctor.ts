import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../../db/engine/file-name.ts';
import { sqliteCode } from '../../../db/engine/read-only.ts';
import { readSchema } from '../../../db/engine/schema-version.ts';
import { readOverview } from '../../../db/stores/overview.ts';
import { latinDigits } from '../../../protocol/digits.ts';
import { type Config, readConfig } from '../../config.ts';
import { CommandError, EXIT } from '../command.ts';
import { systemClock } from '../lib/ids.ts';
import { mustBeReadable, type Selves, selvesOf } from '../lib/owner.ts';
import { type RunningNote, readRunning } from '../lib/running.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { Language } from '../texts.ts';
import { type Asked, askServer } from './ask.ts';
import { type Finding, found } from './finding.ts';
import { lookAtSubject } from './look/backups.ts';
import { lookAtData, lookAtSpace } from './look/data.ts';
import { lookAtClock, lookAtEntropy, lookAtLibc, lookAtProcessor } from './look/machine.ts';
import { lookAtVersion } from './look/process.ts';
import { show } from './show.ts';
import { TEXTS } from './texts.ts';

type Flags = { url?: string; at?: string; wait?: string; json?: boolean };

const WAIT_S = 35;
const LONGEST_S = 300;

/** `payambar doctor`: reads only; ends with 4 when something is at fault. */
export async function doctor(flags: Flags, language: Language): Promise<void> {
  const options = optionsOf(flags as Record<string, unknown>);
  const sources = sourcesOf({ ...options, env: process.env });
  const config = readConfig(sources);
  const asked = checked(flags, language);
  mustBeReadable(config.dataDir, language);
  const subject = sources.map(({ values }) => values.VAPID_SUBJECT).find((value) => value);
  const selves = selvesOf(config.dataDir);
  const findings = await selves.asOwner(async () => {
    const note = await readRunning(config.dataDir);
    return [
      ...onMachine(config, note, selves),
      ...lookAtSubject(subject),
      ...(await askServer(config, note, asked, selves)),
    ];
  });
  show(findings, asked);
  if (findings.some(({ level }) => level === 'fault')) process.exitCode = EXIT.wrong;
}

function checked({ url = '', at = '', wait, json }: Flags, language: Language): Asked {
  const texts = TEXTS[language];
  if (url !== '' && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new CommandError(texts.badUrl(url), EXIT.usage);
  const seconds = Number(latinDigits(String(wait ?? WAIT_S)));
  if (!(seconds >= 0 && seconds <= LONGEST_S))
    throw new CommandError(texts.badWait(`${wait}`), EXIT.usage);
  return { url, at, seconds, json: json === true, language };
}

function onMachine({ dataDir }: Config, note: RunningNote | undefined, selves: Selves): Finding[] {
  const path = join(dataDir, DATABASE);
  const data = lookAtData(dataDir, DATABASE, systemClock.now());
  if (!existsSync(path)) return data;
  return [
    ...data,
    ...inDatabase(path, dataDir, note, selves),
    ...lookAtClock(),
    ...lookAtEntropy(),
    ...lookAtProcessor(),
    ...lookAtLibc(),
  ];
}

/** Data that cannot be read is what a doctor is asked about first of all. */
function inDatabase(
  path: string,
  dataDir: string,
  note: RunningNote | undefined,
  { asRoot }: Selves,
): Finding[] {
  try {
    const schema = readSchema(path);
    const readable = schema !== undefined && schema.found <= schema.known;
    const bytes = (readable && readOverview(path)?.bytes) || 0;
    const versions = asRoot(() => lookAtVersion(schema, note));
    return [...lookAtSpace(dataDir, bytes), ...versions];
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    return [...lookAtSpace(dataDir, 0), found('data.broken', { path, code })];
  }
}

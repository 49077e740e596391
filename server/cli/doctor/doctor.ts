import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteCode } from '../../../db/engine/error-codes.ts';
import { DATABASE } from '../../../db/engine/file-name.ts';
import { readSchema } from '../../../db/engine/schema-version.ts';
import { readOverview } from '../../../db/stores/overview.ts';
import { latinDigits } from '../../../protocol/digits.ts';
import { type Config, readConfig } from '../../config.ts';
import { CommandError, EXIT } from '../command.ts';
import { systemClock } from '../lib/ids.ts';
import { mustBeReadable, type ProcessOwner, readProcessOwner } from '../lib/owner.ts';
import { type RunFile, readRunFile } from '../lib/run-file.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { askDoctor, type DoctorOptions } from './ask.ts';
import { checkSubject } from './checks/backups.ts';
import { checkBucket } from './checks/bucket.ts';
import { checkData, checkSpace } from './checks/data.ts';
import { checkClock, checkEntropy, checkLibc, checkProcessor } from './checks/machine.ts';
import { checkRedis } from './checks/nodes.ts';
import { checkPostgres } from './checks/postgres.ts';
import { checkVersion } from './checks/process.ts';
import { checkBroker } from './checks/queue.ts';
import { type Finding, toFinding } from './finding.ts';
import { show } from './show.ts';
import { DOCTOR_TEXTS } from './texts.ts';

type Flags = { url?: string; at?: string; wait?: string; json?: boolean };

const WAIT_S = 35;
const LONGEST_S = 300;

/** `payambar doctor`: reads only; ends with 4 when something is at fault. */
export async function doctor(flags: Flags, language: TerminalLanguage): Promise<void> {
  const options = optionsOf(flags as Record<string, unknown>);
  const sources = sourcesOf({ ...options, env: process.env });
  const config = readConfig(sources);
  const asked = checked(flags, language);
  mustBeReadable(config.dataDir, language);
  const subject = sources.map(({ values }) => values.VAPID_SUBJECT).find((value) => value);
  const selves = readProcessOwner(config.dataDir);
  const findings = await selves.asOwner(async () => {
    const note = await readRunFile(config.dataDir);
    return [
      ...onMachine(config, note, selves),
      ...(config.databaseUrl === '' ? [] : await checkPostgres(config, language)),
      ...checkSubject(subject),
      ...(await checkRedis(config, language)),
      ...(await checkBroker(config, language)),
      ...(await checkBucket(config, undefined, language)),
      ...(await askDoctor(config, note, asked, selves)),
    ];
  });
  show(findings, asked);
  if (findings.some(({ level }) => level === 'fault')) process.exitCode = EXIT.wrong;
}

function checked(
  { url = '', at = '', wait, json }: Flags,
  language: TerminalLanguage,
): DoctorOptions {
  const texts = DOCTOR_TEXTS[language];
  if (url !== '' && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new CommandError(texts.badUrl(url), EXIT.usage);
  const seconds = Number(latinDigits(String(wait ?? WAIT_S)));
  if (!(seconds >= 0 && seconds <= LONGEST_S))
    throw new CommandError(texts.badWait(`${wait}`), EXIT.usage);
  return { url, at, seconds, json: json === true, language };
}

function onMachine(config: Config, note: RunFile | undefined, selves: ProcessOwner): Finding[] {
  const { dataDir } = config;
  const path = join(dataDir, DATABASE);
  const isElsewhere = config.databaseUrl !== '';
  // Without a database the folder holds files, uploads and backups.
  const data = checkData(dataDir, isElsewhere ? '' : DATABASE, systemClock.now());
  if (!isElsewhere && !existsSync(path)) return data;
  return [
    ...data,
    ...(isElsewhere ? [] : inDatabase(path, config, note, selves)),
    ...checkClock(),
    ...checkEntropy(),
    ...checkProcessor(),
    ...checkLibc(),
  ];
}

/** Data that cannot be read is what a doctor is asked about first of all. */
function inDatabase(
  path: string,
  config: Config,
  note: RunFile | undefined,
  { asRoot }: ProcessOwner,
): Finding[] {
  try {
    const schema = readSchema(path);
    const readable = schema !== undefined && schema.found <= schema.known;
    const bytes = (readable && readOverview(path)?.bytes) || 0;
    const versions = asRoot(() => checkVersion(schema, note));
    return [...checkSpace(config, bytes), ...versions];
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    return [...checkSpace(config, 0), toFinding('data.broken', { path, code })];
  }
}

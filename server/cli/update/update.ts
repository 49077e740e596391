import { existsSync, rmSync, statSync } from 'node:fs';
import { DATABASE } from '../../../db/engine/file-name.ts';
import { lockData, OpenError } from '../../../db/engine/lock.ts';
import { readSchemaNumber, snapshotTo } from '../../../db/engine/snapshot.ts';
import { latinDigits } from '../../../protocol/digits.ts';
import { readConfig } from '../../config.ts';
import { VERSION } from '../../version.ts';
import { CommandError, EXIT } from '../command.ts';
import { SERVICE } from '../install/layout.ts';
import { sameFile } from '../lib/atomic-write.ts';
import { type ProcessOwner, readProcessOwner } from '../lib/owner.ts';
import { printLine, sizeOf } from '../lib/print.ts';
import { readRunFile } from '../lib/run-file.ts';
import { journalOf } from '../lib/systemd.ts';
import { type Options, sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import type { About } from './about.ts';
import { goBack } from './back.ts';
import { admit, type Word } from './file.ts';
import { shortage } from './free-space.ts';
import { type InstallPaths, isWritable, swap, toInstallPaths } from './paths.ts';
import { serviceOf } from './service.ts';
import { UPDATE_TEXTS, type UpdateTexts } from './texts.ts';
import { waitUntilUp } from './watch.ts';

type UpdateOptions = Options & Word & { service?: string; wait?: string; downgrade?: boolean };
type Update = UpdateOptions & {
  waitMs: number;
  selves: ProcessOwner;
  place: InstallPaths;
  texts: UpdateTexts;
  language: TerminalLanguage;
};

/** `payambar update FILE`: checks, copies, swaps, restarts, watches, and goes back by itself. */
export async function updateProgram(
  file: string,
  options: UpdateOptions,
  language: TerminalLanguage,
) {
  const texts = UPDATE_TEXTS[language];
  if (!Bun.isStandaloneExecutable) throw new CommandError(texts.notBuilt);
  const { dataDir } = readConfig(sourcesOf({ ...options, env: process.env }));
  const place = toInstallPaths(dataDir, DATABASE);
  // The program's own file is root's; what lies in the data folder is touched as its owner only.
  const selves = readProcessOwner(dataDir);
  const waitMs = waitOf(options.wait, place.database, texts);
  if (!isWritable(place.folder)) throw new CommandError(texts.notWritable(place.folder));
  // Other users may not read copies of the data.
  process.umask(0o077);
  const turn = takeTurn(`${place.executable}.update`, texts);
  try {
    await exchange(file, { ...options, waitMs, selves, place, texts, language });
  } finally {
    rmSync(place.made, { force: true });
    turn.release();
    rmSync(`${place.executable}.update.lock`, { force: true });
  }
}

function takeTurn(path: string, texts: UpdateTexts) {
  try {
    return lockData(path);
  } catch (error) {
    throw error instanceof OpenError ? new CommandError(texts.busy, EXIT.refused) : error;
  }
}

async function exchange(file: string, given: Update): Promise<void> {
  const { place, texts, waitMs, selves } = given;
  const { database, dataDir } = place;
  const about = await admit(file, place.made, given, texts);
  if (sameFile(place.made, place.executable)) return printLine(texts.same(about.version));
  printLine(texts.checked(about.version));
  const schema = selves.asOwner(() => readSchemaNumber(database));
  if (schema > about.schema)
    throw new CommandError(downgrade(about, schema, place, texts), EXIT.refused);
  if (isOlder(about.version) && !given.downgrade)
    throw new CommandError(texts.older(about.version, VERSION), EXIT.refused);
  const running = await selves.asOwner(() => readRunFile(dataDir));
  const service = serviceOf(given.service, place.executable);
  if (running && !service) throw new CommandError(texts.noService, EXIT.usage);
  // No server may start while its file and its data are being copied.
  const lock = !running && schema > 0 ? selves.asOwner(() => lockData(database)) : undefined;
  try {
    keepCopy(given, schema, about);
    swap(place);
  } finally {
    lock?.release();
  }
  printLine(texts.swapped(place.executable, place.previous));
  if (!running || !service) return printLine(texts.notRunning);
  if (schema < about.schema) printLine(texts.schema(schema, about.schema));
  printLine(texts.waiting);
  const began = Date.now();
  const up =
    service('restart').ok &&
    (await selves.asOwner(() =>
      waitUntilUp({ dataDir, version: about.version, notPid: running.pid, waitMs }),
    ));
  if (up) return printLine(texts.done(about.version, running.url));
  printLine(texts.failed(about.version));
  const log = journalOf(SERVICE, began);
  if (log) printLine(`${texts.log}\n${log}`);
  const sentences = await goBack({ place, service, selves, schema, texts });
  throw new CommandError(sentences.join('\n'));
}

/**
 * A version whose number cannot be compared counts as older: a version that brings back old faults is asked for by
 * name.
 */
function isOlder(version: string): boolean {
  try {
    return Bun.semver.order(version, VERSION) < 0;
  } catch {
    return version !== VERSION;
  }
}

function downgrade(
  about: About,
  schema: number,
  { database }: InstallPaths,
  texts: UpdateTexts,
): string {
  const copy = `${database}.schema-${about.schema}`;
  const wayOut = existsSync(copy) ? texts.wayOut(copy, database) : texts.noWayOut;
  return texts.downgrade(about.version, about.schema, schema, wayOut);
}

/** A copy of the data as it is now, whatever the new version does to it. */
function keepCopy({ place, selves, texts, language }: Update, schema: number, about: About): void {
  const bytes = bytesOf(place.database) + bytesOf(`${place.database}-wal`);
  const copies = schema < about.schema ? 2 : 1;
  const needs = [{ folder: place.folder, bytes: 0 }];
  if (schema > 0) needs.push({ folder: place.dataDir, bytes: bytes * copies });
  const short = shortage(needs);
  const size = (amount: number): string => sizeOf(amount, language);
  if (short)
    throw new CommandError(texts.noRoom(short.folder, size(short.needed), size(short.free)));
  if (schema === 0) return;
  const target = `${place.database}.before-update`;
  printLine(texts.snapshot(target, size(bytes)));
  selves.asOwner(() => snapshotTo(place.database, target));
}

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const PATIENCE_S = 120;
/** More for a database that has to be brought to another schema; the unit allows 15 minutes. */
const SECONDS_A_GIGABYTE = 120;

function waitOf(given: string | undefined, database: string, texts: UpdateTexts): number {
  if (given === undefined)
    return 1000 * (PATIENCE_S + (bytesOf(database) / 1e9) * SECONDS_A_GIGABYTE);
  const seconds = Number(latinDigits(given));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400)
    throw new CommandError(texts.badWait, EXIT.usage);
  return seconds * 1000;
}

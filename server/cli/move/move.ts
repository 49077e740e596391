import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../../db/engine/file-name.ts';
import type { MovedCount } from '../../../db/move/copy.ts';
import { holdPostgres, readPostgres, reopenPostgres } from '../../../db/move/from-postgres.ts';
import { holdSqlite, readSqlite, reopenSqlite } from '../../../db/move/from-sqlite.ts';
import type { FilledTarget, HeldSource, Snapshot, WatchMove } from '../../../db/move/held.ts';
import { fillPostgres } from '../../../db/move/into-postgres.ts';
import { fillSqlite } from '../../../db/move/into-sqlite.ts';
import { moveData } from '../../../db/move/move.ts';
import { MoveRefused, movedBefore, samePlace } from '../../../db/move/refused.ts';
import { placeOf } from '../../../db/postgres/explain.ts';
import { toStamp } from '../../backup/backup-folder.ts';
import { type Config, readConfig } from '../../config.ts';
import { CommandError, EXIT } from '../command.ts';
import { becomeOwner } from '../lib/owner.ts';
import { printLine, sayJson } from '../lib/print.ts';
import { serviceWords } from '../lib/service-words.ts';
import { watchPhases } from '../lib/watch-phases.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { countFilesLeft, type FilesLeft, sayFilesLeft } from './files-left.ts';
import { type PlaceFlags, placeFrom, showsPassword } from './place.ts';
import { MOVE_TEXTS } from './texts.ts';

type Flags = PlaceFlags & { reopen?: boolean; json?: boolean };

/** `payambar move`: the data goes to another place, whole, and no server starts on what stays behind. */
export async function move(flags: Flags, language: TerminalLanguage): Promise<void> {
  const options = optionsOf(flags as Record<string, unknown>);
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  const to = flags.reopen ? '' : placeFrom(flags, language);
  becomeOwner(config.dataDir);
  process.umask(0o077);
  const json = flags.json === true;
  try {
    if (flags.reopen) return await reopen(config, language, json);
    const found = await moveTo(to, config, watchMove(language, json));
    if (json) return sayJson(found);
    for (const line of forPeople(found, language)) printLine(line);
    for (const line of sayFilesLeft(found.disk, config, isPostgres(found), language))
      printLine(line);
    if (showsPassword(flags)) printLine(MOVE_TEXTS[language].seen);
  } catch (error) {
    if (!(error instanceof MoveRefused)) throw error;
    throw new CommandError(error.said[language], EXIT.refused);
  }
}

type Moved = {
  from: string;
  to: string;
  dataDir: string;
  tables: MovedCount[];
  /** So long nobody could write. */
  heldMs: number;
  disk: FilesLeft;
};

const pathIn = ({ dataDir }: Config): string => join(dataDir, DATABASE);

async function moveTo(to: string, config: Config, watch: WatchMove): Promise<Moved> {
  const here = config.databaseUrl === '' ? pathIn(config) : placeOf(config.databaseUrl);
  const there = to === 'sqlite' ? pathIn(config) : placeOf(to);
  if (here === there) throw new MoveRefused(samePlace(here));
  const now = Date.now();
  const from = await look(config);
  try {
    if (from.movedTo !== undefined && from.movedTo.place !== there)
      throw new MoveRefused(movedBefore(here, from.movedTo.place));
    const into = await fillAt(to, config, from, now);
    try {
      let heldAt = 0;
      const held = () => {
        heldAt = performance.now();
        return hold(config);
      };
      const tables = await moveData({ from, into, hold: held, watch, now });
      const heldMs = Math.round(performance.now() - heldAt);
      const disk = await countFilesLeft(config);
      return { from: here, to: there, dataDir: config.dataDir, tables, heldMs, disk };
    } finally {
      await into.release();
    }
  } finally {
    await from.release();
  }
}

const postgresAt = (url: string, { databasePrepare }: Config) => ({
  url,
  prepare: databasePrepare === 'on',
});

const look = (config: Config): Promise<Snapshot> =>
  config.databaseUrl === ''
    ? readSqlite(pathIn(config))
    : readPostgres(postgresAt(config.databaseUrl, config));

const hold = (config: Config): Promise<HeldSource> =>
  config.databaseUrl === ''
    ? holdSqlite(pathIn(config))
    : holdPostgres(postgresAt(config.databaseUrl, config));

async function fillAt(
  to: string,
  config: Config,
  { serverId }: Snapshot,
  now: number,
): Promise<FilledTarget> {
  if (to !== 'sqlite') return await fillPostgres({ ...postgresAt(to, config), serverId });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  return fillSqlite({ path: pathIn(config), serverId, stamp: toStamp(now) });
}

/** Who stops it lets people write again at once. */
function watchMove(language: TerminalLanguage, quiet: boolean): WatchMove {
  const { phases: labels, interrupted } = MOVE_TEXTS[language];
  return watchPhases({
    ...{ language, labels, quiet },
    interrupted: () => new CommandError(interrupted),
  });
}

const isPostgres = ({ to, dataDir }: Moved): boolean => to !== join(dataDir, DATABASE);

function forPeople(found: Moved, language: TerminalLanguage): string[] {
  const { from, to, tables, heldMs } = found;
  const texts = MOVE_TEXTS[language];
  const inTenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const { format } = new Intl.NumberFormat(language);
  const { restart } = serviceWords(language);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const filled = tables.filter((table) => table.rows > 0);
  const next = isPostgres(found) ? texts.nextPostgres : texts.nextSqlite(found.dataDir);
  return [
    texts.moved(from, to),
    texts.holds(format(rows), format(filled.length)),
    texts.tables(filled.map((table) => `${table.table} ${format(table.rows)}`).join(', ')),
    texts.compared,
    texts.held(inTenths.format(heldMs / 1000)),
    texts.kept(from),
    next.replace('{restart}', restart),
  ];
}

async function reopen(config: Config, language: TerminalLanguage, json: boolean): Promise<void> {
  const { databaseUrl } = config;
  const texts = MOVE_TEXTS[language];
  const place = databaseUrl === '' ? pathIn(config) : placeOf(databaseUrl);
  const was =
    databaseUrl === ''
      ? reopenSqlite(place)
      : await reopenPostgres(postgresAt(databaseUrl, config));
  if (json) sayJson({ place, reopened: was });
  else printLine(was ? texts.reopened(place) : texts.wasOpen(place));
}

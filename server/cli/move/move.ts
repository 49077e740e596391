import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../../db/engine/file-name.ts';
import type { MovedCount } from '../../../db/move/copy.ts';
import { holdPostgres, reopenPostgres } from '../../../db/move/from-postgres.ts';
import { holdSqlite, reopenSqlite } from '../../../db/move/from-sqlite.ts';
import type { FilledTarget, HeldSource, WatchMove } from '../../../db/move/held.ts';
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
import { withProgress } from '../lib/progress.ts';
import { serviceWords } from '../lib/service-words.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
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
    const found = await moveTo(to, config, watchOn(language, json));
    if (json) sayJson(found);
    else for (const line of forPeople(found, flags, language)) printLine(line);
  } catch (error) {
    if (!(error instanceof MoveRefused)) throw error;
    throw new CommandError(error.said[language], EXIT.refused);
  }
}

type Moved = { from: string; to: string; dataDir: string; tables: MovedCount[] };

const pathIn = ({ dataDir }: Config): string => join(dataDir, DATABASE);

async function moveTo(to: string, config: Config, watch: WatchMove): Promise<Moved> {
  const here = config.databaseUrl === '' ? pathIn(config) : placeOf(config.databaseUrl);
  const there = to === 'sqlite' ? pathIn(config) : placeOf(to);
  if (here === there) throw new MoveRefused(samePlace(here));
  const now = Date.now();
  const from = await hold(config);
  try {
    if (from.movedTo !== undefined && from.movedTo.place !== there)
      throw new MoveRefused(movedBefore(here, from.movedTo.place));
    const into = await fillAt(to, config, from, now);
    try {
      const tables = await moveData({ from, into, watch, now });
      return { from: here, to: there, dataDir: config.dataDir, tables };
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

const hold = (config: Config): Promise<HeldSource> =>
  config.databaseUrl === ''
    ? holdSqlite(pathIn(config))
    : holdPostgres(postgresAt(config.databaseUrl, config));

async function fillAt(
  to: string,
  config: Config,
  { serverId }: HeldSource,
  now: number,
): Promise<FilledTarget> {
  if (to !== 'sqlite') return await fillPostgres({ ...postgresAt(to, config), serverId });
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  return fillSqlite({ path: pathIn(config), serverId, stamp: toStamp(now) });
}

/** Who stops it (Ctrl-C) lets people write again at once. */
function watchOn(language: TerminalLanguage, quiet: boolean): WatchMove {
  const texts = MOVE_TEXTS[language];
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return (phase, total, work) =>
    withProgress(
      language,
      texts.phases[phase],
      total,
      (tick) =>
        work((rows) => {
          if (stopped) throw new CommandError(texts.interrupted);
          tick(rows);
        }),
      { quiet },
    );
}

function forPeople({ from, to, dataDir, tables }: Moved, flags: Flags, language: TerminalLanguage) {
  const texts = MOVE_TEXTS[language];
  const { format } = new Intl.NumberFormat(language);
  const { restart } = serviceWords(language);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const filled = tables.filter((table) => table.rows > 0);
  const isSqlite = from === join(dataDir, DATABASE);
  const next = isSqlite ? texts.nextPostgres : texts.nextSqlite;
  return [
    texts.moved(from, to),
    texts.holds(format(rows), format(filled.length)),
    texts.tables(filled.map((table) => `${table.table} ${format(table.rows)}`).join(', ')),
    texts.compared,
    texts.kept(from),
    next.replace('{restart}', restart),
    ...(isSqlite ? [texts.files(dataDir)] : []),
    ...(showsPassword(flags) ? [texts.seen] : []),
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

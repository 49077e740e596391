import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { openDb } from '../../../db/database.ts';
import { ApiError } from '../../../db/engine/api-error.ts';
import { errorCode } from '../../../db/engine/error-codes.ts';
import { DATABASE } from '../../../db/engine/file-name.ts';
import { InUseError } from '../../../db/engine/lock.ts';
import { UnfitError } from '../../../db/legacy/open.ts';
import { type LegacyData, openLegacy } from '../../../db/legacy/reader.ts';
import { openReadOnly } from '../../../db/read-only-stores.ts';
import type { Db } from '../../../db/stores.ts';
import { readConfig } from '../../config.ts';
import type { Target } from '../../import/context.ts';
import {
  databasesAt,
  isFolder,
  type LegacyPaths,
  toLegacyPaths,
} from '../../import/legacy-paths.ts';
import type { Report } from '../../import/report.ts';
import { runImport, workOf } from '../../import/run.ts';
import { CommandError, EXIT } from '../command.ts';
import { isShut, readProcessOwner } from '../lib/owner.ts';
import { withProgress } from '../lib/progress.ts';
import { serviceWords } from '../lib/service-words.ts';
import { type Options, sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { asJson, asText } from './print.ts';
import { IMPORT_TEXTS, type ImportTexts } from './texts.ts';

type ImportOptions = {
  path?: string;
  uploads?: string;
  env?: string;
  dryRun: boolean;
  withoutLog: boolean;
  json: boolean;
  options: Options;
  language: TerminalLanguage;
};

const ENDING = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** `payambar import`: source → target → work → report. */
export async function importLegacy(asked: ImportOptions): Promise<void> {
  const texts = IMPORT_TEXTS[asked.language];
  const config = readConfig(sourcesOf({ ...asked.options, env: process.env }));
  const { dataDir } = config;
  if (config.databaseUrl !== '') throw new CommandError(texts.intoSqlite, EXIT.refused);
  const places = findPlaces(asked, texts, dataDir);
  const original = openSource(places.database, texts);
  // A copy of the whole database may lie in the temporary folder. What was brought is whole, batch by batch.
  for (const [signal, number] of Object.entries(ENDING))
    process.once(signal, () => {
      original.close();
      process.exit(128 + number);
    });
  try {
    // The legacy program makes a folder of uploads at its start: a database without one beside it is a copy of the file
    // alone.
    if (original.lacksLog && places.uploads === null && !asked.withoutLog)
      throw new CommandError(texts.alone(places.database), EXIT.refused);
    refuseSame(join(dataDir, DATABASE), original.path, texts);
    const report = await readProcessOwner(dataDir).asOwner(() =>
      importInto(asked, dataDir, places, original),
    );
    const shown = { ...asked, places, report };
    process.stdout.write(asked.json ? asJson(shown) : asText(shown));
  } finally {
    original.close();
  }
}

function findPlaces(asked: ImportOptions, texts: ImportTexts, dataDir: string): LegacyPaths {
  // Our own data may lie in a place where the legacy program's did.
  const own = resolve(dataDir, DATABASE);
  const found = databasesAt(asked.path).filter((path) => asked.path !== undefined || path !== own);
  const [database, ...others] = found;
  if (database === undefined) throw new CommandError(texts.nowhere(asked.path), EXIT.usage);
  if (others.length > 0) throw new CommandError(texts.several(found.join('\n')), EXIT.usage);
  if (asked.uploads !== undefined && !isFolder(asked.uploads))
    throw new CommandError(texts.noUploads(asked.uploads), EXIT.usage);
  if (asked.env !== undefined && !existsSync(asked.env))
    throw new CommandError(texts.unfit.missing(asked.env), EXIT.usage);
  return toLegacyPaths(database, asked, (file, work) =>
    readProcessOwner(dirname(file)).asOwner(work),
  );
}

/** Runs as the owner of the folder, who could have put a link to any file of the machine there. */
function openSource(path: string, texts: ImportTexts): LegacyData {
  try {
    const { asOwner } = readProcessOwner(dirname(path));
    const original = asOwner(() => openLegacy(path));
    return { ...original, digest: () => asOwner(original.digest) };
  } catch (error) {
    if (error instanceof UnfitError)
      throw new CommandError(texts.unfit[error.why](path), EXIT.failed);
    if (isShut(error)) throw new CommandError(texts.shut(path), EXIT.failed);
    throw error;
  }
}

function refuseSame(own: string, original: string, texts: ImportTexts): void {
  const real = (path: string): string =>
    readProcessOwner(dirname(path)).asOwner(() => realpathSync(path));
  if (existsSync(own) && real(own) === real(original))
    throw new CommandError(texts.samePlace(own), EXIT.refused);
}

async function importInto(
  asked: ImportOptions,
  dataDir: string,
  places: LegacyPaths,
  original: LegacyData,
) {
  const texts = IMPORT_TEXTS[asked.language];
  const path = join(dataDir, DATABASE);
  const { target, close } = asked.dryRun
    ? lookAtTarget(path, texts)
    : openTarget(dataDir, texts, asked.language);
  try {
    return await withProgress(
      asked.language,
      texts.progress,
      workOf(original),
      (tick): Promise<Report> =>
        runImport({
          ...{ original, places, target, dataDir, tick },
          reading: readProcessOwner(places.uploads ?? dirname(places.database)).asOwner,
        }),
      { quiet: asked.json },
    );
  } catch (error) {
    if (error instanceof ApiError && error.code === 'storage_full') throw full(texts);
    if (/^(ENOSPC|EROFS|EDQUOT|EACCES|SQLITE_(FULL|READONLY|IOERR))/.test(errorCode(error)))
      throw full(texts);
    throw error;
  } finally {
    await close();
  }
}

type Opened = { target: Target; close(): void | Promise<void> };

function openTarget(dataDir: string, texts: ImportTexts, language: TerminalLanguage): Opened {
  // The files hold messages: other users of the machine may not read them.
  process.umask(0o077);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const db = openOwn(join(dataDir, DATABASE), texts, language);
  return { target: db, close: () => db.close() };
}

function openOwn(path: string, texts: ImportTexts, language: TerminalLanguage): Db {
  try {
    return openDb({ path });
  } catch (error) {
    if (error instanceof InUseError)
      throw new CommandError(texts.inUse(path, serviceWords(language).stop), EXIT.refused);
    throw error;
  }
}

/** Beside a server that may run. Where there is nothing yet, an empty database of a moment stands for it. */
function lookAtTarget(path: string, texts: ImportTexts): Opened {
  const look = openReadOnly(path);
  if (look === 'old') throw new CommandError(texts.old(path), EXIT.refused);
  if (look !== 'none') return { target: { ...look, write: null }, close: look.close };
  const folder = mkdtempSync(join(tmpdir(), 'payambar-dry-'));
  const db = openDb({ path: join(folder, DATABASE) });
  return {
    target: { ...db, write: null },
    async close() {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const full = (texts: ImportTexts): CommandError => new CommandError(texts.disk, EXIT.failed);

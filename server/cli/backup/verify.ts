import { placeOf } from '../../../db/postgres/explain.ts';
import { withPostgresCopy } from '../../backup/postgres-copy.ts';
import { type Verified, verifyBackup, verifyData } from '../../backup/verify.ts';
import { readConfig } from '../../config.ts';
import { EXIT } from '../command.ts';
import { becomeOwner, mustBeReadable } from '../lib/owner.ts';
import { inDigits, printLine, sayJson } from '../lib/print.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { copyOrder } from './backup.ts';
import { inBucket, readerOf } from './bucket.ts';
import { FINDINGS } from './findings.ts';
import { type KeyFlags, keysFor } from './keys.ts';
import { openArchive } from './outside.ts';
import { describeCounts, inSentences, watchBackup } from './run.ts';
import { BACKUP_TEXTS } from './texts.ts';

type Flags = KeyFlags & { json?: boolean };

/** `payambar verify [FILE]`: a backup, or the data; ends with 4 when something is wrong. */
export async function verify(file: string | undefined, flags: Flags, language: TerminalLanguage) {
  const options = optionsOf(flags as Record<string, unknown>);
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  const { dataDir, databaseUrl } = config;
  if (file === undefined) mustBeReadable(dataDir, language);
  process.umask(0o077);
  const json = flags.json === true;
  const watch = watchBackup(language, json);
  const found = await inSentences(language, async () => {
    const archive = file === undefined ? undefined : openArchive(file);
    const keys = archive && (await keysFor(archive, flags, language));
    // Whatever lies in a backup is read with no more rights than its data will have.
    becomeOwner(dataDir);
    if (archive && keys) return await verifyBackup(archive, keys, watch);
    const bucket = await readerOf(config);
    const verifyAt = (folder: string) =>
      inBucket(language, () => verifyData(folder, watch, bucket));
    if (databaseUrl === '') return await verifyAt(dataDir);
    return await withPostgresCopy(copyOrder(config, watch), verifyAt);
  });
  const what = file ?? (databaseUrl === '' ? dataDir : placeOf(databaseUrl));
  if (json) sayJson({ what, sound: found.findings.length === 0, ...found });
  else for (const line of forPeople(what, found, language)) printLine(line);
  if (found.findings.length > 0) process.exitCode = EXIT.wrong;
}

function forPeople(
  what: string,
  { counts, findings }: Verified,
  language: TerminalLanguage,
): string[] {
  const texts = BACKUP_TEXTS[language];
  const lines = findings.map(({ check, subject, facts }) =>
    FINDINGS[language][check](subject, inDigits(facts, language)),
  );
  const { format } = new Intl.NumberFormat(language);
  const end = lines.length === 0 ? texts.sound(what) : texts.wrong(format(lines.length));
  return [describeCounts(counts, language), ...lines, end];
}

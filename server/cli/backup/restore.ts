import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_FILE } from '../../backup/format.ts';
import { type Restored, restoreBackup } from '../../backup/restore.ts';
import { readConfig } from '../../config.ts';
import { becomeOwner } from '../lib/owner.ts';
import { formatTime, printLine, sayJson } from '../lib/print.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { copyOrder } from './backup.ts';
import { type KeyFlags, keysFor } from './keys.ts';
import { openArchive } from './outside.ts';
import { describeCounts, inSentences, watchBackup } from './run.ts';
import { BACKUP_TEXTS } from './texts.ts';

type Flags = KeyFlags & { replace?: boolean; json?: boolean };

/** `payambar restore FILE`: all of it, or nothing. */
export async function restore(
  file: string,
  flags: Flags,
  language: TerminalLanguage,
): Promise<void> {
  const options = optionsOf(flags as Record<string, unknown>);
  const config = readConfig(sourcesOf({ ...options, env: process.env }));
  const { dataDir } = config;
  process.umask(0o077);
  const json = flags.json === true;
  const archive = openArchive(file);
  const restored = await inSentences(language, async () => {
    const keys = await keysFor(archive, flags, language);
    becomeOwner(dataDir);
    const watch = watchBackup(language, json);
    const replace = flags.replace === true;
    const order = { file: archive, dataDir, keys, replace, now: Date.now(), watch };
    if (config.databaseUrl === '') return restoreBackup(order);
    const { restoreToPostgres } = await import('../../backup/postgres-restore.ts');
    return restoreToPostgres({ ...order, ...copyOrder(config, watch) });
  });
  if (json) sayJson(forPrograms(restored));
  else for (const line of forPeople(restored, language)) printLine(line);
}

function forPrograms({ manifest, dataDir, aside }: Restored) {
  const { entries: _, ...rest } = manifest;
  return { dataDir, aside: aside ?? null, ...rest };
}

function forPeople({ manifest, dataDir, aside }: Restored, language: TerminalLanguage): string[] {
  const texts = BACKUP_TEXTS[language];
  const settings = join(dataDir, SETTINGS_FILE);
  return [
    texts.restored(dataDir, formatTime(manifest.created, language)),
    describeCounts(manifest.counts, language),
    ...(aside === undefined ? [] : [texts.aside(aside)]),
    ...(existsSync(settings) ? [texts.settings(settings)] : []),
    texts.next,
  ];
}

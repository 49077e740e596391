import type { LegacyData } from '../../db/legacy/reader.ts';
import { idOf } from '../../db/legacy/rows.ts';
import { createFilesStore } from '../files/store.ts';
import { importAvatars } from './avatars.ts';
import { importChatMessages } from './chat-messages.ts';
import type { ImportContext, Target } from './context.ts';
import { importFiles } from './files.ts';
import { createIdentity, type Identity, seedOf } from './identity.ts';
import type { LegacyPaths } from './legacy-paths.ts';
import { importPeople, seedKey } from './people.ts';
import { importPush } from './push.ts';
import { Report } from './report.ts';
import { toTime } from './times.ts';

export type Job = {
  original: LegacyData;
  places: LegacyPaths;
  target: Target;
  dataDir: string;
  reading: ImportContext['reading'];
  tick(amount: number): void;
};

/** Rows of all kinds, for the display of progress. */
export function workOf(original: LegacyData): number {
  const names = ['users', 'conversations', 'files', 'messages', 'push_subscriptions'] as const;
  return names.reduce((sum, name) => sum + original.count(name), 0);
}

/**
 * Imports everything that is not there yet. Each row is recognised by where it came from, so that a run that was
 * interrupted continues where it stopped, and a later one imports what is new; which run imported what makes no
 * difference to the data.
 */
export async function runImport(job: Job): Promise<Report> {
  const { original, places, target, dataDir, reading, tick } = job;
  const digest = original.digest();
  const report = new Report();
  const store = createFilesStore(dataDir);
  if (target.write) store.removeLeft();
  if (original.lacksLog) report.odd('log_absent', '');
  for (const name of original.lacking) report.odd('column_missing', name);
  const context: ImportContext = {
    ...{ original, target, report, reading, tick },
    identity: await identityOf(original, target),
    uploads: places.uploads,
    store,
    again: false,
    ...{ users: new Map(), rooms: new Map(), files: new Map(), lost: new Map() },
  };
  await importPeople(context);
  await importAvatars(context);
  await importFiles(context);
  await importChatMessages(context, digest);
  await importPush(context, places.settings);
  return report;
}

/** The source under which it was imported before: most of its people are there, created at the same moments. */
async function identityOf(original: LegacyData, target: Target): Promise<Identity> {
  const users = original.users();
  const born = new Map(
    users.map((row) => [idOf(row.id), toTime(row.created_at, original.changedAt)]),
  );
  for (const source of await target.read(target.imported.sources())) {
    const kept = (await target.read(target.imported.born(source))).filter(({ oldId }) =>
      born.has(oldId),
    );
    const same = kept.filter(({ oldId, createdAt }) => born.get(oldId) === createdAt);
    const seed = await target.read(target.settings.get(seedKey(source)));
    if (seed !== undefined && same.length > 0 && same.length * 2 > kept.length)
      return createIdentity(seed);
  }
  return createIdentity(seedOf(users));
}

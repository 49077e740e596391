import { existsSync, renameSync } from 'node:fs';
import { lockData, OpenError } from '../../../db/engine/lock.ts';
import { putInPlace, readChangeMarker, readSchemaNumber } from '../../../db/engine/snapshot.ts';
import { VERSION } from '../../version.ts';
import { CommandError, EXIT } from '../command.ts';
import { flush } from '../lib/atomic-write.ts';
import type { ProcessOwner } from '../lib/owner.ts';
import type { InstallPaths } from './paths.ts';
import type { Service } from './service.ts';
import type { UpdateTexts } from './texts.ts';
import { waitUntilUp } from './watch.ts';

type Going = {
  place: InstallPaths;
  service: Service;
  selves: ProcessOwner;
  schema: number;
  texts: UpdateTexts;
};

const STOP_MS = 20_000;
const POLL_MS = 200;
/** However little the new version was given: this is the last one to wait for. */
const BACK_MS = 120_000;

/**
 * Puts the old file back, and the data when the new version has changed its schema: from the copy that the start makes
 * before its first migration, which holds everything that had been acknowledged. It does so only when nothing has been
 * written since: an acknowledged message is worth more than the older version. Returns the sentences for the
 * administrator.
 */
export async function goBack({ place, service, selves, schema, texts }: Going): Promise<string[]> {
  const { database, dataDir } = place;
  service('stop');
  const { asOwner } = selves;
  const lock = await asOwner(() => lockedData(database));
  if (!lock) throw new CommandError(texts.notStopped);
  const copy = `${database}.schema-${schema}`;
  const aside = `${database}.failed-update`;
  const changed = asOwner(() => readSchemaNumber(database)) > schema;
  if (changed && !(existsSync(copy) && asOwner(() => nothingNew(copy, database)))) {
    lock.release();
    service('start');
    throw new CommandError(texts.kept(copy), EXIT.refused);
  }
  if (changed) asOwner(() => putInPlace(copy, database, aside));
  renameSync(place.previous, place.executable);
  flush(place.folder);
  lock.release();
  service('start');
  const up = await asOwner(() =>
    waitUntilUp({ dataDir, version: VERSION, notPid: undefined, waitMs: BACK_MS }),
  );
  if (!up) throw new CommandError(texts.stuck);
  return [texts.back(VERSION), ...(changed ? [texts.backAside(aside)] : [])];
}

function nothingNew(copy: string, database: string): boolean {
  const [before, after] = [readChangeMarker(copy), readChangeMarker(database)];
  return before.changes === after.changes && before.users === after.users;
}

/** Waits until no server has the data open; undefined when one holds on to it. */
async function lockedData(database: string) {
  for (const end = Date.now() + STOP_MS; Date.now() < end; ) {
    try {
      return lockData(database);
    } catch (error) {
      if (!(error instanceof OpenError)) throw error;
      await Bun.sleep(POLL_MS);
    }
  }
  return undefined;
}

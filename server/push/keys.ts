import type { Tx } from '../../db/engine/engine.ts';
import type { Deps } from '../deps.ts';
import { areVapidKeys, makeVapidKeys, type VapidKeys } from './vapid.ts';

/**
 * Settings that hold the keys with which this server signs its pushes, in the database, which only the server's user may
 * read. Subscriptions are bound to them, so that they move, are backed up and are restored together.
 */
export const VAPID = { public: 'push.vapid.public', private: 'push.vapid.private' } as const;

/** The keys of this server: those that are there, an import's too, else new ones. */
export async function keepVapidKeys({ db }: Pick<Deps, 'db'>): Promise<VapidKeys> {
  const kept = await db.read(readKeys(db));
  // Of nodes that start together on fresh data one makes them, and the others find them.
  return kept ?? (await db.write(() => findOrMake(db)));
}

function* readKeys({ settings }: Deps['db']): Tx<VapidKeys | undefined> {
  const publicKey = yield* settings.get(VAPID.public);
  const privateKey = yield* settings.get(VAPID.private);
  if (publicKey === undefined || privateKey === undefined) return undefined;
  const keys = { publicKey, privateKey };
  return areVapidKeys(keys) ? keys : undefined;
}

function* findOrMake(db: Deps['db']): Tx<VapidKeys> {
  return (yield* readKeys(db)) ?? (yield* makeKeys(db));
}

/** A backup without secrets brings the subscriptions without the keys: other keys are refused by their services. */
function* makeKeys(db: Deps['db']): Tx<VapidKeys> {
  const keys = makeVapidKeys();
  yield* db.settings.set(VAPID.public, keys.publicKey);
  yield* db.settings.set(VAPID.private, keys.privateKey);
  return keys;
}

import { browserEnv } from '../../core/browser-env.ts';

/** When this device first showed a voice message. Of those that came before it is not known who has heard them. */
const SLOT = 'payambar:played-since';

function readSince(): number {
  const { storage, now } = browserEnv();
  const kept = Number(storage.get(SLOT) ?? Number.NaN);
  if (Number.isFinite(kept)) return kept;
  const since = now();
  storage.set(SLOT, String(since));
  return since;
}

export const PLAYED_SINCE = readSince();

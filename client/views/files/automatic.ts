import { browserEnv } from '../../core/browser-env.ts';
import { Writable } from '../../core/store.ts';
import { isMetered } from '../../media/metered.ts';

/** What loads by itself over a line that is paid by what comes through it; elsewhere all pictures do. */
type AutomaticLoading = {
  /** Which lines these are: as the device says, all, or none. */
  metered: 'device' | 'always' | 'never';
  pictures: boolean;
  /** GIF and animated WebP: they come whole. */
  moving: boolean;
  /** Bytes of one picture. */
  most: number;
  /** Videos play their beginning in a chat, without a sound, where the line costs nothing. */
  previews: boolean;
};

const SLOT = 'payambar:loading';
const USUAL: AutomaticLoading = {
  metered: 'device',
  pictures: true,
  moving: false,
  most: 1_000_000,
  previews: true,
};

const { storage } = browserEnv();

function read(): AutomaticLoading {
  try {
    return { ...USUAL, ...JSON.parse(storage.get(SLOT) ?? '{}') };
  } catch {
    // It holds something else.
    return USUAL;
  }
}

export const automaticLoading = new Writable(read());

export function setAutomaticLoading(change: Partial<AutomaticLoading>): void {
  const next = { ...automaticLoading.get(), ...change };
  automaticLoading.set(next);
  storage.set(SLOT, JSON.stringify(next));
}

/** Whether nobody pays for what comes through this line, as far as that is known. */
export function isLineFree(): boolean {
  const { metered } = automaticLoading.get();
  return metered === 'never' || (metered === 'device' && !isMetered());
}

/** Whether a picture of so many bytes may come without being asked for. */
export function loadsByItself(bytes: number, moves: boolean): boolean {
  if (isLineFree()) return true;
  const chosen = automaticLoading.get();
  return chosen.pictures && (!moves || chosen.moving) && bytes <= chosen.most;
}

import { statfsSync, statSync } from 'node:fs';

/** A little more than is counted, for what else the machine writes meanwhile. */
const SPARE = 64e6;

type SpaceShortage = { folder: string; needed: number; free: number };

/**
 * Whether the new file, and the copies of the data (one now, one more by the start when the schema changes), have room.
 * Counted apart for each file system.
 */
export function shortage(needs: { folder: string; bytes: number }[]): SpaceShortage | undefined {
  const systems = new Map<number, SpaceShortage>();
  for (const { folder, bytes } of needs) {
    const { dev } = statSync(folder);
    const { bavail, bsize } = statfsSync(folder);
    const system = systems.get(dev) ?? { folder, needed: SPARE, free: bavail * bsize };
    system.needed += bytes;
    systems.set(dev, system);
  }
  return [...systems.values()].find(({ needed, free }) => needed > free);
}

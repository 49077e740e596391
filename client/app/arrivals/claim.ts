/** All tabs hear of the same message within this time. */
const HELD_MS = 5_000;

/**
 * Resolves to true in one tab of the browser only, for an event that all of them hear at the same moment. Without Web
 * Locks (plain http) it is the tab that is looked at.
 */
export function claimArrival(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(document.visibilityState === 'visible');
  return new Promise((resolve) => {
    const holdLock = async (lock: Lock | null): Promise<void> => {
      resolve(lock !== null);
      if (lock) await new Promise((free) => setTimeout(free, HELD_MS));
    };
    navigator.locks
      .request(`payambar-claim-${name}`, { ifAvailable: true }, holdLock)
      .catch(() => resolve(false));
  });
}

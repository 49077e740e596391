/** Longer than all tabs need to hear of the same message. */
const HELD_MS = 5_000;

/**
 * true in one tab of the browser only, for whatever all of them hear at the same moment. Without Web Locks (plain http)
 * the tab that is looked at has it.
 */
export function claimArrival(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(document.visibilityState === 'visible');
  return new Promise((resolve) => {
    const hold = async (lock: Lock | null): Promise<void> => {
      resolve(lock !== null);
      if (lock) await new Promise((free) => setTimeout(free, HELD_MS));
    };
    navigator.locks
      .request(`payambar-claim-${name}`, { ifAvailable: true }, hold)
      .catch(() => resolve(false));
  });
}

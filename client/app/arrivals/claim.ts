/** Each tab that has the focus holds it, as long as it has. */
const FOCUSED = 'payambar-focused';

/** Lets the tabs behind know that this one has the focus, or has not. Returns how to stop. */
export function tellFocus(): () => void {
  if (!('locks' in navigator)) return () => {};
  let release: (() => void) | undefined;
  const letGo = (): void => {
    release?.();
    release = undefined;
  };
  const check = (): void => {
    if (!document.hasFocus()) letGo();
    if (!document.hasFocus() || release) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    release = resolve;
    navigator.locks.request(FOCUSED, { mode: 'shared' }, () => promise).catch(() => {});
  };
  addEventListener('focus', check);
  addEventListener('blur', check);
  document.addEventListener('visibilitychange', check);
  check();
  return () => {
    removeEventListener('focus', check);
    removeEventListener('blur', check);
    document.removeEventListener('visibilitychange', check);
    letGo();
  };
}

/** True where a tab has the focus, for one that has not: that one tells of what comes, or shows it already. */
export async function isFocusElsewhere(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === FOCUSED);
}

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

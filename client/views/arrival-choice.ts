/** What this device does when a message comes: each is on until the person turns it off. */
export type ArrivalChoice = 'sound' | 'notice';

const key = (what: ArrivalChoice): string => `payambar:arrival-${what}`;
/** Storage may be refused (private windows); the choice then lasts until the page closes. */
const off = new Set<ArrivalChoice>();

export function isArrivalChosen(what: ArrivalChoice): boolean {
  try {
    return localStorage.getItem(key(what)) !== 'off' && !off.has(what);
  } catch {
    return !off.has(what);
  }
}

export function choose(what: ArrivalChoice, on: boolean): void {
  if (on) off.delete(what);
  else off.add(what);
  try {
    if (on) localStorage.removeItem(key(what));
    else localStorage.setItem(key(what), 'off');
  } catch {
    // Storage may be refused (private windows).
  }
}

import type { Unsent } from './unsent.ts';

/** One slot for each tab, and only until it is known to be in the database: a page that ends cannot wait for that. */
const SLOT = 'payambar:unsaved';
/** A reload takes seconds. What lies there longer was stored, and may be older than what another device has. */
const LASTS_MS = 60_000;

type Unsaved = Unsent & { me: string; chatId: string; at: number };

/** Synchronously: the last moment of a page has no other. */
export function keepUnsaved(me: string, chatId: string, { text, replyTo }: Unsent): void {
  const unsaved: Unsaved = { me, chatId, text, replyTo, at: Date.now() };
  try {
    sessionStorage.setItem(SLOT, JSON.stringify(unsaved));
  } catch {
    // Storage may be refused or full; the database may still be quick enough.
  }
}

/** What the page that stood here before had no time to store. */
export function findUnsaved(me: string, chatId: string): Unsent | null {
  const kept = hasUnsaved(me);
  return kept?.chatId === chatId ? { text: kept.text, replyTo: kept.replyTo } : null;
}

/** The same, in whichever chat it was. */
export function hasUnsaved(me: string): (Unsent & { chatId: string }) | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SLOT) ?? 'null') as Unsaved | null;
    return kept?.me === me && Date.now() - kept.at < LASTS_MS ? kept : null;
  } catch {
    return null;
  }
}

export function forgetUnsaved(): void {
  try {
    sessionStorage.removeItem(SLOT);
  } catch {
    // The same as above: then there is no draft.
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Dictionary } from './dictionary.ts';
import { fa } from './fa.ts';
import { isolateTexts } from './isolate.ts';

export type Language = 'fa' | 'en';
type Direction = 'rtl' | 'ltr';

const KEY = 'payambar:language';
const listeners = new Set<() => void>();
let current: Language = 'fa';
let wanted: Language = 'fa';
const persian = isolateTexts(fa, 'fa');
let words: Dictionary = persian;

export function language(): Language {
  return current;
}

export function direction(of: Language = current): Direction {
  return of === 'fa' ? 'rtl' : 'ltr';
}

/** Returns the texts of the current language: `t().errors.offline`. Ask at each draw, never keep the result. */
export function t(): Dictionary {
  return words;
}

/**
 * Changes the language of the page, remembers it on this device, and redraws every host of a LocaleController. Rejects,
 * and changes nothing, when the words could not be fetched.
 */
export async function setLanguage(next: Language): Promise<void> {
  await apply(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be refused (private windows); the choice then lasts until the page closes.
  }
}

/** Chooses the first of the browser's languages that there are words in; Persian where it asks for neither. */
function chooseLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    const [name] = tag.toLowerCase().split(/[-_]/);
    if (name === 'fa' || name === 'en') return name;
  }
  return 'fa';
}

/**
 * Must be called once, before anything draws: takes what was chosen on this device, else what its browser asks for.
 */
export async function startLanguage(): Promise<void> {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage may be refused (private windows).
  }
  const first = kept === 'en' || kept === 'fa' ? kept : chooseLanguage(navigator.languages);
  // The app shows Persian rather than nothing at all.
  if (first === 'en') await apply('en').catch(() => apply('fa'));
  else await apply('fa');
}

async function apply(next: Language): Promise<void> {
  wanted = next;
  const found = next === 'en' ? isolateTexts((await import('./en.ts')).en, 'en') : persian;
  // Another language was chosen meanwhile.
  if (wanted !== next) return;
  words = found;
  current = next;
  if (typeof document !== 'undefined') {
    // A worker uses texts too, and has no page.
    document.documentElement.lang = next;
    document.documentElement.dir = direction(next);
    // The app is installed in the language that its page has.
    const manifest = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    if (manifest) manifest.href = `/manifest.webmanifest?lang=${next}`;
  }
  for (const listener of [...listeners]) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Redraws its host when the language changes. PaElement has one already. */
export class LocaleController implements ReactiveController {
  private stop: (() => void) | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stop = onLanguage(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.stop?.();
  }
}

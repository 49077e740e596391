import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Dictionary } from './dictionary.ts';
import { en } from './en.ts';
import { fa } from './fa.ts';

export type Language = 'fa' | 'en';
export type Direction = 'rtl' | 'ltr';

const DICTIONARIES: Record<Language, Dictionary> = { fa, en };
const KEY = 'payambar:language';
const listeners = new Set<() => void>();
let current: Language = 'fa';

export function language(): Language {
  return current;
}

export function direction(of: Language = current): Direction {
  return of === 'fa' ? 'rtl' : 'ltr';
}

/** The texts of the current language: `t().errors.offline`. Ask at each draw, never keep the answer. */
export function t(): Dictionary {
  return DICTIONARIES[current];
}

/** Changes the language of the page, remembers it on this device, and redraws every host of a LocaleController. */
export function setLanguage(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be refused (private windows); the choice then lasts until the page closes.
  }
  apply(next);
}

/** Once, before anything draws. Persian unless this device chose otherwise. */
export function startLanguage(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // As above.
  }
  apply(kept === 'en' ? 'en' : 'fa');
}

function apply(next: Language): void {
  current = next;
  if (typeof document !== 'undefined') {
    // A worker speaks too, and has no page.
    document.documentElement.lang = next;
    document.documentElement.dir = direction(next);
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

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'payambar:theme';
/** The bars' colour in each theme; index.html holds the same for the first moment. */
const BARS = { light: '#fffdf9', dark: '#172326' };

let current: Theme = 'system';

export function theme(): Theme {
  return current;
}

/** Returns what is seen now, by choice or by the system. */
export function isDark(): boolean {
  if (current !== 'system') return current === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Changes the look, and remembers it on this device. */
export function setTheme(next: Theme): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be refused (private windows); the choice then lasts until the page closes.
  }
  apply(next);
}

/** Must be called once, before anything draws. */
export function startTheme(): void {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // Storage may be refused (private windows).
  }
  apply(kept === 'light' || kept === 'dark' ? kept : 'system');
}

function apply(next: Theme): void {
  current = next;
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  // Two <meta name="theme-color">, one for each scheme: a chosen theme makes both say the same.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = BARS[next === 'system' ? scheme : next];
  }
}

import { localizeDigits } from '../i18n/format.ts';

/** ۲:۱۵, and ۱:۰۲:۰۳ from an hour on; parts of a second are left out. Shown from left to right in both languages. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(Number.isFinite(ms) ? ms / 1000 : 0));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return localizeDigits(
    shown.map((part, i) => (i === 0 ? part : String(part).padStart(2, '0'))).join(':'),
  );
}

import { language } from '../i18n/locale.ts';

const HOUR = 3_600_000;
const STEPS = [
  ['day', 24 * HOUR],
  ['hour', HOUR],
  ['minute', HOUR / 60],
] as const;

/** Writes a period in the largest unit that divides it: "6 hours", «۶ ساعت». */
export function formatPeriod(ms: number): string {
  const [unit, length] = STEPS.find(([, one]) => ms >= one && ms % one === 0) ?? [
    'minute',
    HOUR / 60,
  ];
  const tag = language() === 'fa' ? 'fa-IR-u-nu-arabext' : 'en-GB';
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(tag, options).format(ms / length);
}

import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The calendar of a chat. */
interface DateJumpTexts {
  previousMonth: string;
  nextMonth: string;
  month: string;
  year: string;
  typeDate: string;
  dateUnclear: string;
  dateOutside: string;
}

const fa: DateJumpTexts = {
  previousMonth: 'ماه قبل',
  nextMonth: 'ماه بعد',
  month: 'ماه',
  year: 'سال',
  typeDate: 'یا تاریخ را بنویسید',
  dateUnclear: 'این تاریخ خوانده نشد. مثلاً بنویسید: ۱۴۰۵/۹/۸ یا ۸ آذر.',
  dateOutside: 'این گفتگو در آن تاریخ پیامی ندارد.',
};

const en: DateJumpTexts = {
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  month: 'Month',
  year: 'Year',
  typeDate: 'Or type a date',
  dateUnclear: 'That date could not be read. Try 8/11/2026 or 8 November.',
  dateOutside: 'This chat has no messages from that date.',
};

const DATE_JUMP_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const dateJumpWords = (): DateJumpTexts => DATE_JUMP_TEXTS[language()];

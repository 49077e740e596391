/** One month of a calendar as a grid. Times are local midnights in ms. */
export type Month = { first: number; days: number[]; lead: number };
export type Calendar = 'persian' | 'gregory';

const FORMATS = new Map<Calendar, Intl.DateTimeFormat>();
/** First column of the week, in `Date#getDay` numbers: Saturday in Iran, Sunday in English calendars. */
const WEEK_START: Record<Calendar, number> = { persian: 6, gregory: 0 };

/** Day of the month, in the given calendar (CLDR data inside Intl; no date library). */
function dayOfMonth(at: number, calendar: Calendar): number {
  let format = FORMATS.get(calendar);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-nu-latn', { calendar, day: 'numeric' });
    FORMATS.set(calendar, format);
  }
  return Number.parseInt(format.format(at), 10);
}

/** `days` later, at local midnight: by the calendar and not by 24 hours, since days with a clock change differ. */
export function addDays(at: number, days: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function startOfMonth(at: number, calendar: Calendar): number {
  return addDays(at, 1 - dayOfMonth(at, calendar));
}

export function monthOf(at: number, calendar: Calendar): Month {
  const first = startOfMonth(at, calendar);
  const days = [first];
  for (let day = addDays(first, 1); dayOfMonth(day, calendar) !== 1; day = addDays(day, 1)) {
    days.push(day);
  }
  const lead = (new Date(first).getDay() - WEEK_START[calendar] + 7) % 7;
  return { first, days, lead };
}

/** The month before (-1) or after (1). */
export function besideMonth(month: Month, calendar: Calendar, step: -1 | 1): Month {
  const at = step === 1 ? addDays(month.first, month.days.length) : addDays(month.first, -1);
  return monthOf(at, calendar);
}

/** Seven days from the first column, to name the weekdays by. */
export function weekdays(calendar: Calendar): number[] {
  // 2024-01-06 was a Saturday.
  const saturday = new Date(2024, 0, 6).getTime();
  return Array.from({ length: 7 }, (_, i) => addDays(saturday, WEEK_START[calendar] - 6 + i));
}

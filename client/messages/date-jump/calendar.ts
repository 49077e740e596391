/** One month of a calendar as a grid. Times are local midnights in ms. */
export type Month = { first: number; days: number[]; lead: number };
export type Calendar = 'persian' | 'gregory';
export type CalendarDate = { year: number; month: number; day: number };

const FORMATS = new Map<Calendar, Intl.DateTimeFormat>();
/**
 * The first column of the week, in `Date#getDay` numbers: Saturday in Iran, Monday in Britain, whose dates English
 * has here.
 */
const WEEK_START: Record<Calendar, number> = { persian: 6, gregory: 1 };
/** The years between the two calendars; the Jalali one begins its year in March. */
const AHEAD: Record<Calendar, number> = { persian: 621, gregory: 0 };
const MARCH = 2;

/** Returns a day as the given calendar counts it (CLDR data inside Intl; no date library). */
export function dateOf(at: number, calendar: Calendar): CalendarDate {
  let format = FORMATS.get(calendar);
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-u-nu-latn', { calendar, ...parts });
    FORMATS.set(calendar, format);
  }
  const found = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const readPart = (type: Intl.DateTimeFormatPartTypes) =>
    Number.parseInt(found.get(type) ?? '', 10);
  return { year: readPart('year'), month: readPart('month'), day: readPart('day') };
}

/**
 * Returns the time `days` later, at local midnight: by the calendar and not by 24 hours, since days with a clock
 * change differ.
 */
export function addDays(at: number, days: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

export function monthOf(at: number, calendar: Calendar): Month {
  const first = addDays(at, 1 - dateOf(at, calendar).day);
  const days = [first];
  for (let day = addDays(first, 1); dateOf(day, calendar).day !== 1; day = addDays(day, 1)) {
    days.push(day);
  }
  const lead = (new Date(first).getDay() - WEEK_START[calendar] + 7) % 7;
  return { first, days, lead };
}

/** Returns the month of a year, 1 to 12. */
export function findMonth(year: number, month: number, calendar: Calendar): Month {
  // The guess is about its middle; neither calendar is further off than that.
  const begins = calendar === 'persian' ? MARCH : 0;
  const middle = new Date(2000, begins + month - 1, calendar === 'persian' ? 35 : 15);
  // `setFullYear` takes the year as it stands: the constructor takes 0 to 99 for years of the last century.
  middle.setFullYear(year + AHEAD[calendar] + (middle.getFullYear() - 2000));
  return monthOf(middle.getTime(), calendar);
}

/** Returns the day of a date; null where the calendar has no such day (30 Esfand of most years). */
export function findDay({ year, month, day }: CalendarDate, calendar: Calendar): number | null {
  if (!(month >= 1 && month <= 12 && day >= 1 && year >= 1 && year <= 9999)) return null;
  return findMonth(year, month, calendar).days[day - 1] ?? null;
}

/** Returns the month before (-1) or after (1). */
export function stepMonth(month: Month, calendar: Calendar, step: -1 | 1): Month {
  const at = step === 1 ? addDays(month.first, month.days.length) : addDays(month.first, -1);
  return monthOf(at, calendar);
}

/** Returns seven days from the first column, to name the weekdays by. */
export function listWeekdays(calendar: Calendar): number[] {
  // 2024-01-06 was a Saturday.
  const saturday = new Date(2024, 0, 6).getTime();
  return Array.from({ length: 7 }, (_, i) => addDays(saturday, WEEK_START[calendar] - 6 + i));
}

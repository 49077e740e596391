/** Words around times; the dates themselves come from Intl (format.ts). Arguments are already formatted. */
export interface DateTexts {
  today: string;
  yesterday: string;
  online: string;
  lastSeenJustNow: string;
  lastSeenMinutes(ago: string): string;
  lastSeenAt(day: string, time: string): string;
  lastSeenOn(date: string): string;
  lastSeenLongAgo: string;
  at(day: string, time: string): string;
}

export const datesFa: DateTexts = {
  today: 'امروز',
  yesterday: 'دیروز',
  online: 'آنلاین',
  lastSeenJustNow: 'آخرین بازدید لحظاتی پیش',
  lastSeenMinutes: (ago) => `آخرین بازدید ${ago}`,
  lastSeenAt: (day, time) => `آخرین بازدید ${day} ساعت ${time}`,
  lastSeenOn: (date) => `آخرین بازدید ${date}`,
  lastSeenLongAgo: 'آخرین بازدید خیلی وقت پیش',
  at: (day, time) => `${day} ساعت ${time}`,
};

export const datesEn: DateTexts = {
  today: 'Today',
  yesterday: 'Yesterday',
  online: 'online',
  lastSeenJustNow: 'last seen just now',
  lastSeenMinutes: (ago) => `last seen ${ago}`,
  lastSeenAt: (day, time) => `last seen ${day.toLowerCase()} at ${time}`,
  lastSeenOn: (date) => `last seen ${date}`,
  lastSeenLongAgo: 'last seen a long time ago',
  at: (day, time) => `${day} at ${time}`,
};

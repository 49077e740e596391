import type { TerminalLanguage } from '../texts.ts';

const EN = {
  jobs: 'Work that follows deletions, behind the requests: list, retry, drop',
  list: 'What waits to be done, how often it failed, and why',
  retry: 'Try one again at once, or all that were given up',
  drop: 'Forget one: what it was to do stays undone',
  head: ['KIND', 'KEY', 'FAILED', 'NEXT TRY', 'ERROR'],
  givenUp: 'given up',
  nothing: 'Nothing waits to be done.',
  noKey:
    'Give the key as well: payambar jobs retry KIND KEY, or neither for all that were given up.',
  noJob: 'There is no such job. “payambar jobs list” shows those that are there.',
  retried: (count: string) => `Tried again: ${count}`,
  dropped: 'Dropped.',
};

type Texts = typeof EN;

const FA: Texts = {
  jobs: 'کارهایی که پس از حذف‌ها در پس‌زمینه انجام می‌شوند: ‏list، ‏retry، ‏drop',
  list: 'کارهای در انتظار، تعداد شکست‌ها و علت',
  retry: 'تلاش دوباره برای یکی، یا برای همه‌ی رهاشده‌ها',
  drop: 'کنار گذاشتن یکی؛ کارش انجام‌نشده می‌ماند',
  head: ['نوع', 'کلید', 'شکست', 'تلاش بعدی', 'خطا'],
  givenUp: 'رها شده',
  nothing: 'کاری در انتظار نیست.',
  noKey: 'کلید را هم بدهید: payambar jobs retry KIND KEY، یا هیچ‌کدام را، برای همه‌ی رهاشده‌ها.',
  noJob: 'چنین کاری نیست. «payambar jobs list» کارهای موجود را نشان می‌دهد.',
  retried: (count) => `تلاش دوباره: ${count}`,
  dropped: 'کنار گذاشته شد.',
};

export const JOB_TEXTS: Record<TerminalLanguage, Texts> = { en: EN, fa: FA };

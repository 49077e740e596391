import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Search, and the bar in a chat while a hit is shown. */
interface SearchTexts {
  title: string;
  field: string;
  fieldHere: string;
  clear: string;
  hint: string;
  hintHere: string;
  people: string;
  messages: string;
  none: string;
  more: string;
  /** The bar in a chat, while a hit is shown. `place` of `count`; `more`: of more than are known. */
  hits: string;
  place: (place: string, count: string, more: boolean) => string;
  older: string;
  newer: string;
  end: string;
}

const fa: SearchTexts = {
  title: 'جستجو',
  field: 'جستجوی افراد و پیام‌ها',
  fieldHere: 'جستجو در این گفتگو',
  clear: 'پاک کردن',
  hint: 'نام کسی یا بخشی از پیامی را بنویسید.',
  hintHere: 'بخشی از پیامی از این گفتگو را بنویسید.',
  people: 'افراد',
  messages: 'پیام‌ها',
  none: 'چیزی پیدا نشد.',
  more: 'پیام‌های قدیمی‌تر',
  hits: 'نتیجه‌های جستجو',
  place: (place, count, more) => `${place} از ${more ? 'بیش از ' : ''}${count}`,
  older: 'نتیجه‌ی قدیمی‌تر',
  newer: 'نتیجه‌ی تازه‌تر',
  end: 'پایان جستجو',
};

const en: SearchTexts = {
  title: 'Search',
  field: 'Search people and messages',
  fieldHere: 'Search in this chat',
  clear: 'Clear',
  hint: 'Type a name, or part of a message.',
  hintHere: 'Type part of a message in this chat.',
  people: 'People',
  messages: 'Messages',
  none: 'Nothing found.',
  more: 'Earlier messages',
  hits: 'Search results',
  place: (place, count, more) => `${place} of ${more ? 'more than ' : ''}${count}`,
  older: 'Earlier result',
  newer: 'Later result',
  end: 'End the search',
};

const SEARCH_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const searchWords = (): SearchTexts => SEARCH_TEXTS[language()];

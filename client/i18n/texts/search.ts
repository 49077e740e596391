export interface SearchTexts {
  title: string;
}

export const searchFa: SearchTexts = {
  title: 'جست‌وجو',
};

export const searchEn: SearchTexts = {
  title: 'Search',
};

import { randomFrom } from '../../scripts/random.ts';
import { bisect } from './stats.ts';

/** The commonest words of Persian chats, commonest first; the tail of the vocabulary is made of syllables. */
const COMMON =
  'و به که از این رو در تو من با هم را است یه ما اون برای می‌شه نه هست چی آره هم‌دیگه سلام خوب اگه کار بعد حالا چرا دیگه فقط الان باید همه روز می‌کنم وقتی خیلی کجا میام شما بود داره مرسی ممنون باشه فردا امروز دیروز شب صبح ساعت خونه بیا برو ببین بگو گفت گفتم می‌خوام نمی‌دونم می‌دونم دوست عزیزم جان آقا خانم پول کتاب علی سارا رضا تهران مشهد شیراز جلسه پروژه عکس فیلم غذا چای قهوه ماشین راه ترافیک قشنگ بزرگ کوچک بچه‌ها مادر پدر خواهر برادر'.split(
    ' ',
  );
const ENGLISH =
  'ok the to you is it and for we can see me this that not on in have yes will what with send file link build server test email call meeting tomorrow please thanks done update version message'.split(
    ' ',
  );
const SYLLABLES =
  'با بی پا پر تا تر جا چه خا خو دا در را رو زا سا سر شا شی فا کا کر گا گر لا ما می نا نو وا هم یا مان ستان گاه دان زار کده ناک مند بان'.split(
    ' ',
  );
const VOCABULARY = 40_000;

function makeVocabulary(random: () => number): string[] {
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const words = [...COMMON];
  while (words.length < VOCABULARY) {
    const length = 2 + Math.floor(random() * 3);
    words.push(Array.from({ length }, () => pick(SYLLABLES)).join(''));
  }
  return words;
}

/** Returns running sums of 1 / rank: Zipf's law with exponent 1, as words of natural languages are spread. */
export function zipfTable(size: number): Float64Array {
  const sums = new Float64Array(size);
  let sum = 0;
  for (let rank = 1; rank <= size; rank++) {
    sum += 1 / rank;
    sums[rank - 1] = sum;
  }
  return sums;
}

/**
 * Makes chat messages of 1 to 40 words (median 7), one word in seven English. The same seed gives the same messages.
 */
export function messageMaker(seed: number): () => string {
  const random = randomFrom(seed);
  const persian = makeVocabulary(random);
  const table = zipfTable(persian.length);
  const top = table.at(-1) ?? 1;
  const englishTable = zipfTable(ENGLISH.length);
  const englishTop = englishTable.at(-1) ?? 1;
  const word = () =>
    random() < 1 / 7
      ? ENGLISH[bisect(englishTable, random() * englishTop)]
      : persian[bisect(table, random() * top)];
  return () => {
    const spread = random() + random() + random() - 1.5;
    const length = Math.min(40, Math.max(1, Math.round(7 * Math.exp(spread * 1.6))));
    return Array.from({ length }, word).join(' ');
  };
}

/** Looks up the word of each rank (from 1) in the vocabulary of a seed. */
export function wordsOfRanks(seed: number, ranks: number[]): string[] {
  const vocabulary = makeVocabulary(randomFrom(seed));
  return ranks.map((rank) => vocabulary[rank - 1] ?? '');
}

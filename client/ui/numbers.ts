import { findNumbers } from '../../protocol/numbers.ts';

/** The numbers of a text that is drawn; most texts have no digit, and are not searched further. */
export function numbersIn(text: string): [from: number, to: number][] {
  return /\p{Nd}/u.test(text) ? findNumbers(text) : [];
}

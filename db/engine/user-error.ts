export type LocalizedText = { en: string; fa: string };

/** 8080 → ۸۰۸۰: a number within a Persian sentence. What is typed keeps its own digits. */
export const persianDigits = (number: number | string): string =>
  String(number).replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));

/**
 * An error that needs no stack: its sentence tells the person who runs the program what to do. `message` is the English
 * one.
 */
export class UserFacingError extends Error {
  constructor(readonly said: LocalizedText) {
    super(said.en);
  }
}

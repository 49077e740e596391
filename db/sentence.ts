export type Sentence = { en: string; fa: string };

/** An error that needs no stack: its sentence says to whoever runs the program what to do. `message` is the English one. */
export class SaidError extends Error {
  constructor(readonly said: Sentence) {
    super(said.en);
  }
}

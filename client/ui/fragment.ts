/**
 * Holds what stood behind # of the address that was opened: secrets of one-time links. It is taken once; the entry of
 * the history keeps it until the page goes on from there (client/app/router.ts).
 */
export const fragment = { text: '' };

/** Drops the secret once it was used: a page that is loaded again has nothing to try it on. */
export function forgetSecret(): void {
  history.replaceState({ ...history.state, secret: undefined }, '');
}

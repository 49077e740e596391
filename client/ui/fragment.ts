/** What stood behind # of the address that was opened: secrets of one-time links. In memory alone, until it is used. */
export const fragment = { text: '' };

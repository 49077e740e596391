import { Writable } from '../core/store.ts';

/** How many notifications that were asked for to try it have arrived at this browser since the page was opened. */
export const pushTested = new Writable(0);

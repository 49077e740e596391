/** Makes the million-message data directory that the other programs share, and prints where it is. */
import { millionMessages } from './lib/million.ts';
import { print } from './lib/report.ts';

const began = performance.now();
const { dataDir } = await millionMessages();
print(`${dataDir} (${((performance.now() - began) / 1000).toFixed(1)} s)`);

/** `bun scripts/legacy.ts FOLDER [odd|large]`: an installation of the Go original, for trying the import on. */
import { makeLarge } from './legacy/large.ts';
import { makeOdd } from './legacy/odd.ts';
import { say } from './say.ts';

const [folder, kind = 'odd'] = process.argv.slice(2);
if (folder === undefined || !/^(odd|large)$/.test(kind)) {
  say('bun scripts/legacy.ts FOLDER [odd|large]');
  process.exit(2);
}
if (kind === 'large') makeLarge(folder);
else makeOdd(folder);
say(`${kind}: ${folder}`);

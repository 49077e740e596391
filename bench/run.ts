/** `bun run bench [name …]`: the named programs or all (`BENCHES`), one table, bench/results.json. */
import { join } from 'node:path';
import { away } from './away.ts';
import { backup } from './backup.ts';
import { big } from './big.ts';
import { burst } from './burst.ts';
import { files } from './files.ts';
import { firstScreen } from './first-screen.ts';
import { groups } from './groups.ts';
import { held } from './held.ts';
import { hostile } from './hostile.ts';
import { idle } from './idle.ts';
import { importing } from './import.ts';
import { serverCommand } from './lib/process.ts';
import { type Figure, passes, print, save, table } from './lib/report.ts';
import { openLoop } from './open-loop.ts';
import { pairs } from './pairs.ts';
import { picture } from './picture.ts';
import { pictures } from './pictures.ts';
import { push } from './push.ts';
import { s3 } from './s3.ts';
import { soak } from './soak.ts';
import { start } from './start.ts';
import { timeline } from './timeline.ts';
import { turn } from './turn.ts';
import { upgrade } from './upgrade.ts';

const BENCHES: Record<string, () => Promise<Figure[]>> = {
  pairs,
  idle,
  start,
  big,
  'open-loop': openLoop,
  groups,
  push,
  hostile,
  away,
  'first-screen': firstScreen,
  files,
  s3,
  timeline,
  pictures,
  picture,
  backup,
  upgrade,
  turn,
  held,
  import: importing,
  burst,
  soak,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  print(
    `There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(2);
}
print(`server: ${serverCommand().join(' ')}`);
const figures: Figure[] = [];
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  print(`\n${name} …`);
  const found = (await BENCHES[name]?.()) ?? [];
  figures.push(...found);
  print(table(found));
}
save(join(import.meta.dir, 'results.json'), figures);
print(`\n${table(figures.filter((figure) => figure.target !== undefined))}`);
process.exitCode = figures.every(passes) ? 0 : 1;

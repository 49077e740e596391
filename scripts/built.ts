import { join } from 'node:path';
import { bun, root, run } from './run.ts';
import { fail, say } from './say.ts';

const INPUTS = '{build,client,server,db,deploy,protocol,public}/**';
const FILES = ['build.ts', 'package.json', 'bun.lock', 'tsconfig.json'];
const EXECUTABLE = join(root, 'dist/payambar');

/** Builds `dist/payambar` unless the one there was made from these very sources. Returns its path. */
export async function ensureBuilt(): Promise<string> {
  const stamp = Bun.file(join(root, 'dist/.stamp'));
  const wanted = await sourcesHash();
  const have = (await stamp.exists()) ? await stamp.text() : '';
  if (have === wanted && (await Bun.file(EXECUTABLE).exists())) {
    say('built: nothing has changed');
    return EXECUTABLE;
  }
  const { ok } = await run([bun, 'build.ts']);
  if (!ok) fail('The build failed; the lines above say why.');
  await stamp.write(wanted);
  return EXECUTABLE;
}

async function sourcesHash(): Promise<string> {
  const found = await Array.fromAsync(new Bun.Glob(INPUTS).scan({ cwd: root }));
  const hash = new Bun.CryptoHasher('sha256').update(Bun.version);
  for (const file of [...FILES, ...found].sort()) {
    hash.update(`\n${file}\n`).update(await Bun.file(join(root, file)).bytes());
  }
  return hash.digest('hex');
}

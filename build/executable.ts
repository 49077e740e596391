import { join } from 'node:path';
import { keysOf } from '../server/cli/update/statement.ts';
import type { Options } from './options.ts';
import type { Paths } from './paths.ts';

/** Returns the keys as text, once they have been parsed; '' where the project has none yet. */
async function updateKeyText(path: string): Promise<string> {
  const file = Bun.file(path);
  if (!(await file.exists())) return '';
  const text = await file.text();
  if (keysOf(text).length === 0) throw new Error(`${path} holds no public key in PEM form`);
  return text;
}

/**
 * Puts server, database code and the built client in one file. Returns its path, which is still in the work folder.
 */
export async function buildExecutable(paths: Paths, options: Options): Promise<string> {
  const outfile = join(paths.work, 'payambar');
  await Bun.build({
    // The threads are programs of their own in the file, each under its path from the root.
    entrypoints: ['server/main.ts', 'db/engine/checkpoint-thread.ts'].map((entry) =>
      join(paths.root, entry),
    ),
    target: 'bun',
    format: 'esm',
    // Elysia reads the source text of handlers: shortened names would hide which parts of a request they use.
    minify: { whitespace: true, syntax: true, identifiers: false },
    sourcemap: 'linked',
    bytecode: true,
    // Otherwise `bun build --compile` writes "development" in its place. (server/env.ts sets it for code that reads
    // it later.)
    define: {
      'process.env.NODE_ENV': '"production"',
      // The key is always written in, even an empty one: an executable without a key must not take one from its
      // environment.
      'process.env.PAYAMBAR_UPDATE_KEY': JSON.stringify(await updateKeyText(options.updateKey)),
    },
    compile: {
      outfile,
      ...(options.target ? { target: options.target } : {}),
      // The client is embedded under its base name: `/$bunfs/root/client`.
      assets: [paths.client],
      // Files of the folder that the program is started in must not change what it does.
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
  });
  return options.target?.includes('windows') ? `${outfile}.exe` : outfile;
}

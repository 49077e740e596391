import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Says what to build. `dev`: only the client, unminified and uncompressed, in the blink of an eye. `release`: an
 * executable for each machine that we release for, with checksums, and signatures when there is a key. `updateKey`: a
 * file with the public keys whose updates the executable will accept.
 */
export type Options = {
  dev: boolean;
  release: boolean;
  target: Bun.Build.CompileTarget | undefined;
  updateKey: string;
  root: string;
};

const TARGETS: readonly Bun.Build.CompileTarget[] = [
  'bun-linux-x64',
  'bun-linux-arm64',
  'bun-linux-x64-musl',
  'bun-linux-arm64-musl',
  'bun-darwin-x64',
  'bun-darwin-arm64',
  'bun-windows-x64',
];

export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      dev: { type: 'boolean', default: false },
      release: { type: 'boolean', default: false },
      target: { type: 'string' },
      'update-key': { type: 'string' },
    },
  });
  const target = TARGETS.find((known) => known === values.target);
  if (values.target !== undefined && target === undefined) {
    throw new Error(`--target ${values.target} is unknown; one of ${TARGETS.join(', ')}`);
  }
  const root = new URL('..', import.meta.url).pathname;
  const { dev, release, 'update-key': key } = values;
  return { dev, release, target, updateKey: key ?? join(root, 'build/update-key.pub'), root };
}

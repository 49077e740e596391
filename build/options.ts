import { parseArgs } from 'node:util';

/** What to build. `dev`: only the client, unminified and uncompressed, in the blink of an eye. */
export type Options = { dev: boolean; target: Bun.Build.CompileTarget | undefined; root: string };

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
    options: { dev: { type: 'boolean', default: false }, target: { type: 'string' } },
  });
  const target = TARGETS.find((known) => known === values.target);
  if (values.target !== undefined && target === undefined) {
    throw new Error(`--target ${values.target} is unknown; one of ${TARGETS.join(', ')}`);
  }
  return { dev: values.dev, target, root: new URL('..', import.meta.url).pathname };
}

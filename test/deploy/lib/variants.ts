import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BunPlugin } from 'bun';
import { sha256Of, signStatement } from '../../../build/release.ts';

const ROOT = join(import.meta.dir, '../../..');
export const NEXT = '9.9.9';
export const OLDER = '0.0.1';
export const pair = () => generateKeyPairSync('ed25519');

export type Variants = {
  dir: string;
  /** The product unchanged, with the test's key for updates. */
  current: string;
  /** Version 9.9.9 with one more migration; the environment's FAULT makes it fail (below). */
  next: string;
  /** Version 0.0.1, with the schema that it has. */
  older: string;
  [Symbol.dispose](): void;
};

/** Builds executables of the product's sources; only version, key, one migration and the faults are the test's. */
export async function buildVariants(publicKey: KeyObject): Promise<Variants> {
  const dir = mkdtempSync(join(tmpdir(), 'payambar-variants-'));
  await Bun.write(join(dir, 'client/_index.json'), '{}');
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const [current, next, older] = [
    await compile(dir, 'current', key, []),
    await compile(dir, 'next', key, [nextRelease]),
    await compile(dir, 'older', key, [olderRelease]),
  ];
  const left = PATCHES.filter(([filter]) => !applied.has(filter));
  if (left.length > 0) throw new Error(`no file is ${left.map(([filter]) => filter).join(', ')}`);
  return {
    ...{ dir, current, next, older },
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function compile(dir: string, name: string, key: string, plugins: BunPlugin[]) {
  const outfile = join(dir, name);
  await Bun.build({
    entrypoints: [join(ROOT, 'server/main.ts')],
    target: 'bun',
    format: 'esm',
    plugins,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.PAYAMBAR_UPDATE_KEY': JSON.stringify(key),
    },
    compile: {
      outfile,
      assets: [join(dir, 'client')],
      autoloadDotenv: false,
      autoloadBunfig: false,
    },
  });
  return outfile;
}

/** `migrated`: ends when the data has the new schema. `late`: ends soon after it has begun to answer. */
const FAULTS = `
  if (process.env.FAULT === 'migrated') process.exit(9);
  if (process.env.FAULT === 'late') setTimeout(() => process.exit(9), 2500);
`;

const PATCHES: [file: RegExp, find: string, put: string][] = [
  [/\/package\.json$/, '"version": "', `"version": "${NEXT}", "was": "`],
  [
    /db\/migrations\/index\.ts$/,
    'MIGRATIONS: readonly string[] = [',
    "NEWEST = 'CREATE TABLE of_next_release (id INTEGER PRIMARY KEY) STRICT;';\nexport const MIGRATIONS: readonly string[] = [",
  ],
  [/server\/boot\/serve\.ts$/, 'const running = await startServer(', `${FAULTS}$&`],
  [
    /server\/main\.ts$/,
    'try {',
    `if (process.env.FAULT === 'exit' && process.argv[2] === undefined) process.exit(9);\n$&`,
  ],
];

/** A file that was moved would leave its fault out without a failure. */
const applied = new Set<RegExp>();

const nextRelease: BunPlugin = {
  name: 'next-release',
  setup(build) {
    for (const [filter, find, put] of PATCHES) {
      build.onLoad({ filter }, async ({ path }) => {
        const source = await Bun.file(path).text();
        if (path.includes('node_modules')) return { contents: source, loader: 'json' };
        if (!source.includes(find)) throw new Error(`${path} has no ${find}`);
        applied.add(filter);
        const patched = source.replace(find, put);
        return {
          contents: path.endsWith('index.ts')
            ? patched.replace(/,?\s*\];\s*$/, ', NEWEST];')
            : patched,
          loader: path.endsWith('.json') ? 'json' : 'ts',
        };
      });
    }
  },
};

const olderRelease: BunPlugin = {
  name: 'older-release',
  setup(build) {
    build.onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      const about = await Bun.file(path).json();
      const version = path.includes('node_modules') ? about.version : OLDER;
      return { contents: JSON.stringify({ ...about, version }), loader: 'json' };
    });
  },
};

/** Writes the signature of an executable beside it, or elsewhere. */
export async function signFile(
  file: string,
  key: KeyObject,
  { version = NEXT, target = `linux-${process.arch}`, to = `${file}.sig` } = {},
): Promise<void> {
  const sha256 = await sha256Of(file);
  await Bun.write(to, signStatement({ version, target, sha256 }, key));
}

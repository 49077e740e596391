/** `bun run check`: format and lint, types, architecture. The same on a laptop and in CI. */
import { bun, collect } from './run.ts';
import { say } from './say.ts';

/** TypeScript does not read again what has not changed since the last check: a fifth of the time. */
const INCREMENTAL = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/check.tsbuildinfo'];

/** `server` and `client` share one tsconfig; the service worker has the globals of another environment. */
const CHECKS: [name: string, command: string[]][] = [
  [
    'format and lint',
    [
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--diagnostic-level=warn',
      '--error-on-warnings',
    ],
  ],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', ...INCREMENTAL]],
  ['types of sw.ts', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.sw.json']],
  ['architecture', ['test', './test/architecture.test.ts']],
];

const results = await Promise.all(
  CHECKS.map(async ([name, command]) => ({ name, ...(await collect([bun, ...command])) })),
);
for (const { name, ok, seconds, output } of results) {
  if (!ok) say(output.trimEnd());
  say(`${ok ? 'ok    ' : 'FAILED'}  ${name}, ${seconds.toFixed(1)} s`);
}
process.exit(results.every((result) => result.ok) ? 0 : 1);

import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bun, root } from './run.ts';
import { say } from './say.ts';

/** One run of `bun test`. `parallel`: how many files at once, each in a process of its own. */
export type Suite = { name: string; files: string[]; parallel: number; timeoutMs: number };
export type Count = { passed: number; failed: number };

/** Tests that hold browsers or kill servers under load: one file after another, or they would measure each other. */
const HEAVY = /^test\/(e2e|crash|cases\/screens)\//;
/** Inputs that failed once, tried on the executable. `bun run cases` runs them alone. */
export const CASES = /^test\/cases\//;
/** Installing on a machine makes users and gives files away: tests of that need an administrator (CI is one). */
const AS_ROOT = /^test\/(deploy|cases)\/root\//;
/** Executables for Linux, chroot and systemd. */
const ON_LINUX = /^test\/deploy\//;
/** Machines and containers within this one; another container may not allow that. */
const APART = /^test\/deploy\/(container|root\/bare-machine)\./;

export async function suites(): Promise<Suite[]> {
  const files = (await Array.fromAsync(new Bun.Glob('test/**/*.test.ts').scan({ cwd: root })))
    .map((file) => file.replaceAll('\\', '/'))
    .filter(possible)
    .sort();
  return [
    {
      name: 'units, server and database',
      files: files.filter((file) => !HEAVY.test(file) && !CASES.test(file)),
      parallel: 2,
      timeoutMs: 60_000,
    },
    {
      name: 'cases: what has failed once',
      files: files.filter((file) => CASES.test(file) && !HEAVY.test(file)),
      parallel: 2,
      timeoutMs: 60_000,
    },
    {
      name: 'the executable: browsers and crashes',
      files: files.filter((file) => HEAVY.test(file)),
      parallel: 1,
      timeoutMs: 240_000,
    },
  ].filter((suite) => suite.files.length > 0);
}

function possible(file: string): boolean {
  const wanting =
    (ON_LINUX.test(file) && process.platform !== 'linux' && 'Linux') ||
    (AS_ROOT.test(file) && process.getuid?.() !== 0 && 'root') ||
    (APART.test(file) && !hasNamespaces() && 'namespaces');
  if (wanting) say(`left out, since it needs ${wanting}: ${file}`);
  return !wanting;
}

function hasNamespaces(): boolean {
  const as = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return Bun.spawnSync(['unshare', ...as, '--mount', 'true']).exitCode === 0;
}

/** Runs it with the runner's output passed on; counts from its JUnit report, which no test's own output can imitate. */
export async function runSuite(suite: Suite, env: Record<string, string>): Promise<Count> {
  const report = join(root, `test-results/${suite.name.replaceAll(/\W+/g, '-')}.xml`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const child = Bun.spawn(
    [
      bun,
      'test',
      `--timeout=${suite.timeoutMs}`,
      ...(suite.parallel > 1 ? [`--parallel=${suite.parallel}`] : ['--isolate']),
      '--reporter=junit',
      `--reporter-outfile=${report}`,
      ...suite.files.map((file) => `./${file}`),
    ],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const code = await child.exited;
  const count = countOf(
    await Bun.file(report)
      .text()
      .catch(() => ''),
  );
  // An error outside of any test fails the run without failing a test.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** Sums of a JUnit report. A skipped test counts as failed: none of ours may be skipped. */
export function countOf(report: string): Count {
  const head = /<testsuites [^>]*>/.exec(report)?.[0] ?? '';
  const number = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number('failures') + number('errors') + number('skipped');
  return { passed: number('tests') - failed, failed };
}

import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failuresOf, passOn } from './failures.ts';
import { bun, root } from './run.ts';
import { say } from './say.ts';

/**
 * One run of `bun test`. `parallel`: how many files at once, each in a process of its own. Most wait for lines, disks and
 * timers as much as they compute, so of those three share two cores.
 */
export type Suite = {
  name: string;
  files: string[];
  parallel: number;
  env?: Record<string, string>;
};
export type Count = { passed: number; failed: number };
/** `failures`: what the runner printed of each failed test. */
export type Outcome = Count & { failures: string[] };

/** Tests of people in browsers. */
const BROWSERS = /^test\/(e2e|cases\/screens)\//;
/** These tests kill servers under load, which takes the machine by itself. */
const CRASHES = /^test\/crash\//;
/** These start databases and several nodes beside each other, and kill them as well. */
const CLUSTER = /^test\/cluster\//;
/** These inputs failed once; the tests try them on the executable. `bun run cases` runs them alone. */
export const CASES = /^test\/cases\//;
/** What stores, services and routes promise, they promise on PostgreSQL too: the same tests run again (test/helpers/data.ts). */
const ON_BOTH =
  /^test\/(auth|calls|chat-settings|chats|db|files|groups|http|instance|messages|metrics|people|presence|push|realtime|search|sync|users)\//;
/**
 * These look into SQLite's files, start a program that has some, or speak of one engine by themselves. The last three speak of
 * bytes on their way, about which a database is asked nothing that other tests of files do not ask.
 */
const OF_ONE =
  /\/(forgotten|left-in-log|crash|full-disk|both-engines|commands?|control|downloads|on-s3|s3-faults)\.test\.ts$|^test\/db\/(?!chat-context)/;
/** Installing on a machine makes users and gives files away: those tests need root (CI has it). */
const AS_ROOT = /^test\/(deploy|cases)\/root\//;
/** These tests start executables for Linux, chroot and systemd, and servers that the kernel ends with them. */
const ON_LINUX = /^test\/(deploy|cluster)\//;
/** These tests make machines and containers within this one; another container may not allow that. */
const APART = /^test\/deploy\/(container|root\/bare-machine)\./;

export async function suites(): Promise<Suite[]> {
  const files = (await Array.fromAsync(new Bun.Glob('test/**/*.test.ts').scan({ cwd: root })))
    .map((file) => file.replaceAll('\\', '/'))
    .filter(possible)
    .sort();
  return [
    {
      name: 'units, server and database',
      files: files.filter((file) => !isHeavy(file) && !CASES.test(file)),
      parallel: 3,
    },
    {
      name: 'the same on PostgreSQL',
      files: files.filter((file) => onLinux && ON_BOTH.test(file) && !OF_ONE.test(file)),
      parallel: 3,
      env: { TEST_ENGINE: 'postgres' },
    },
    {
      name: 'cases: what has failed once',
      files: files.filter((file) => CASES.test(file) && !isHeavy(file)),
      parallel: 3,
    },
    {
      name: 'the executable: people in browsers',
      files: files.filter((file) => BROWSERS.test(file)),
      parallel: 3,
    },
    {
      name: 'the executable: crashes',
      files: files.filter((file) => CRASHES.test(file)),
      parallel: 1,
    },
    {
      name: 'several nodes',
      files: files.filter((file) => CLUSTER.test(file)),
      parallel: 2,
    },
  ].filter((suite) => suite.files.length > 0);
}

const onLinux = process.platform === 'linux';
const isHeavy = (file: string): boolean =>
  BROWSERS.test(file) || CRASHES.test(file) || CLUSTER.test(file);

function possible(file: string): boolean {
  const wanting =
    (ON_LINUX.test(file) && !onLinux && 'Linux') ||
    (AS_ROOT.test(file) && process.getuid?.() !== 0 && 'root') ||
    (APART.test(file) && !hasNamespaces() && 'namespaces');
  if (wanting) say(`left out, since it needs ${wanting}: ${file}`);
  return !wanting;
}

function hasNamespaces(): boolean {
  const as = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return Bun.spawnSync(['unshare', ...as, '--mount', 'true']).exitCode === 0;
}

/**
 * Runs a suite and passes the runner's output on; counts from its JUnit report, which no test's own output can
 * imitate.
 */
export async function runSuite(suite: Suite, env: Record<string, string>): Promise<Outcome> {
  const report = join(root, `test-results/${suite.name.replaceAll(/\W+/g, '-')}.xml`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const child = Bun.spawn(
    [
      bun,
      'test',
      ...(suite.parallel > 1 ? [`--parallel=${suite.parallel}`] : ['--isolate']),
      '--reporter=junit',
      `--reporter-outfile=${report}`,
      ...suite.files.map((file) => `./${file}`),
    ],
    {
      cwd: root,
      env: { ...process.env, ...env, ...suite.env },
      stdio: ['ignore', 'inherit', 'pipe'],
    },
  );
  const failures = failuresOf(await passOn(child.stderr, process.stderr));
  const code = await child.exited;
  const count = countOf(
    await Bun.file(report)
      .text()
      .catch(() => ''),
  );
  // An error outside of any test fails the run without failing a test.
  return { ...count, failures, failed: Math.max(count.failed, code === 0 ? 0 : 1) };
}

/** Sums a JUnit report. A skipped test counts as failed: none of ours may be skipped. */
export function countOf(report: string): Count {
  const head = /<testsuites [^>]*>/.exec(report)?.[0] ?? '';
  const number = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = number('failures') + number('errors') + number('skipped');
  return { passed: number('tests') - failed, failed };
}

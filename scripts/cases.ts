/** `bun run cases`: every input that has failed once, tried on the executable. Closes with `N passed, N failed`. */
import { searchPath } from './apt.ts';
import { ensureBuilt } from './built.ts';
import { ensureChromium } from './chromium.ts';
import { install } from './install.ts';
import { say } from './say.ts';
import { CASES, runSuite, suites } from './suite.ts';

await install();
const env = { PATH: searchPath(), CHROMIUM: await ensureChromium(), PAYAMBAR: await ensureBuilt() };

const total = { passed: 0, failed: 0 };
const allFailures: string[] = [];
for (const suite of await suites()) {
  const files = suite.files.filter((file) => CASES.test(file));
  if (files.length === 0) continue;
  const { passed, failed, failures } = await runSuite({ ...suite, files }, env);
  total.passed += passed;
  total.failed += failed;
  allFailures.push(...failures);
}
for (const failure of allFailures) say(`\n== failed\n${failure}`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

/** `npm test`: installs what the tests need, builds the executable, checks the code, runs every test. */
import { searchPath } from './apt.ts';
import { ensureBuilt } from './built.ts';
import { ensureChromium } from './chromium.ts';
import { install } from './install.ts';
import { ensurePrograms } from './programs.ts';
import { bun, run } from './run.ts';
import { say } from './say.ts';
import { runSuite, suites } from './suite.ts';

await install();
await ensurePrograms();
const env = { PATH: searchPath(), CHROMIUM: await ensureChromium(), PAYAMBAR: await ensureBuilt() };

const total = { passed: 0, failed: 0 };
const allFailures: string[] = [];
say('\n== check');
const check = await run([bun, 'scripts/check.ts']);
if (!check.ok) total.failed++;
for (const suite of await suites()) {
  say(`\n== ${suite.name}`);
  const { passed, failed, failures } = await runSuite(suite, env);
  total.passed += passed;
  total.failed += failed;
  allFailures.push(...failures);
}
for (const failure of allFailures) say(`\n== failed\n${failure}`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

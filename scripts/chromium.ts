import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, searchPath } from './apt.ts';
import { run } from './run.ts';
import { fail, say } from './say.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Returns the path of Chromium, and installs it when it is missing. Tests read the path from `CHROMIUM`. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found) return found;
  say('Chromium is missing; installing it');
  await installChromium();
  const installed = await findChromium();
  if (installed) return installed;
  fail(
    'The tests need Chromium, and it could not be installed here. Install it (Debian: apt-get install chromium), or name one in the environment variable CHROMIUM.',
  );
}

async function findChromium(): Promise<string | undefined> {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const known = NAMES.map((name) => Bun.which(name, { PATH: searchPath() })).find(
    (path) => path !== null,
  );
  if (known) return known;
  const { chromium } = await import('playwright-core');
  return [chromium.executablePath(), MAC].find((path) => existsSync(path));
}

async function installChromium(): Promise<void> {
  if (await installPackages(['chromium'])) return;
  await run([
    process.execPath,
    join('node_modules', 'playwright-core', 'cli.js'),
    'install',
    'chromium',
  ]);
}

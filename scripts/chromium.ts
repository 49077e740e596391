import { collect, run } from './run.ts';
import { fail, say } from './say.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Chromium is; installs it when it is missing. Tests read the path from `CHROMIUM`. */
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
  const named = process.env.CHROMIUM;
  if (named) return named;
  const inPath = NAMES.map((name) => Bun.which(name)).find((path) => path !== null);
  if (inPath) return inPath;
  const { chromium } = await import('playwright-core');
  const own = chromium.executablePath();
  return (await Bun.file(own).exists()) ? own : undefined;
}

async function installChromium(): Promise<void> {
  if (process.getuid?.() === 0 && Bun.which('apt-get')) {
    await collect(['apt-get', 'update']);
    const { ok } = await run(['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
    if (ok) return;
  }
  await run([process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium']);
}

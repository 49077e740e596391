import { existsSync, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { domainToASCII } from 'node:url';
import { CommandError, EXIT } from '../command.ts';
import { ask, canAsk, confirm } from '../lib/ask.ts';
import { sameFile } from '../lib/atomic-write.ts';
import { readProcessOwner } from '../lib/owner.ts';
import { printLine } from '../lib/print.ts';
import { runTool } from '../lib/run.ts';
import { readRunFile } from '../lib/run-file.ts';
import { journalOf, systemctl, systemdRuns } from '../lib/systemd.ts';
import type { TerminalLanguage } from '../texts.ts';
import { type Layout, layoutOf, SERVICE, USER, withoutRoot } from './layout.ts';
import { findLegacyInstall, wasLegacyBehindProxy } from './legacy.ts';
import {
  enable,
  type InstallStep,
  placeAccount,
  placeData,
  placeProgram,
  placeSettings,
  placeUnit,
} from './steps.ts';
import { INSTALL_TEXTS, type InstallTexts } from './texts.ts';

type InstallOptions = { domain?: string; yes?: boolean; root?: string };

/** `payambar install`: puts this very file to work as a service. What is in place already stays as it is. */
export async function installService(
  options: InstallOptions,
  language: TerminalLanguage,
): Promise<void> {
  const texts = INSTALL_TEXTS[language];
  const layout = allowedLayout(options.root, texts);
  const original = findLegacyInstall(layout);
  if (original) throw new CommandError(texts.original(original), EXIT.refused);
  // Folders that others must be able to enter, whatever the person's own habit.
  process.umask(0o022);
  const own = process.execPath;
  if (existsSync(layout.executable) && !sameFile(own, layout.executable))
    throw new CommandError(texts.otherVersion(layout.executable, own), EXIT.refused);
  const domain = await settle(options, layout, texts);
  const steps = put(layout, own, domain, texts);
  for (const { name, where, made } of steps)
    printLine(`${texts.done[name]}: ${where} (${made ? texts.made : texts.kept})`);
  await begin(layout, steps, texts);
}

/** Refuses what cannot work before anything is touched. */
export function allowedLayout(root: string | undefined, texts: InstallTexts): Layout {
  if (process.platform !== 'linux') throw new CommandError(texts.notLinux);
  if (!Bun.isStandaloneExecutable) throw new CommandError(texts.notBuilt);
  if (process.getuid?.() !== 0) throw new CommandError(texts.notRoot);
  const folder = resolve(root ?? '/');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new CommandError(texts.noRoot(folder), EXIT.usage);
  // Without the list of its users `useradd` waits a quarter of a minute for a lock that it cannot make there.
  if (!existsSync(join(folder, 'etc/passwd')))
    throw new CommandError(texts.noSystem(folder), EXIT.usage);
  return layoutOf(folder);
}

/** The server's name, and the person's word that all this may be done. */
async function settle(
  { domain, yes }: InstallOptions,
  { executable, dataDir, settings }: Layout,
  texts: InstallTexts,
): Promise<string> {
  if (!yes && !canAsk()) throw new CommandError(texts.noAnswer, EXIT.usage);
  const asked = !yes && domain === undefined && !existsSync(settings);
  const name = checkedDomain(asked ? await ask(texts.askDomain) : (domain ?? ''), texts);
  if (!yes && !(await confirm(texts.askInstall(executable, dataDir))))
    throw new CommandError(texts.declined);
  return name;
}

function checkedDomain(name: string, texts: InstallTexts): string {
  if (name === '') return '';
  const ascii = domainToASCII(name.replace(/\.$/, ''));
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$/.test(ascii))
    throw new CommandError(texts.badDomain(name), EXIT.usage);
  return ascii;
}

function put(layout: Layout, own: string, domain: string, texts: InstallTexts): InstallStep[] {
  const program = placeProgram(layout, own);
  const { account, ...user } = placeAccount(layout, texts);
  const settings = [
    ...`# ${texts.settingsHead}`.split('\n'),
    `DATA_DIR=${withoutRoot(layout, layout.dataDir)}`,
    // Behind a proxy only this machine may come in by plain HTTP.
    `HOST=${domain || wasLegacyBehindProxy(layout) ? '127.0.0.1' : '0.0.0.0'}`,
    ...(domain ? [`PUBLIC_URL=https://${domain}`] : []),
  ];
  return [
    program,
    user,
    placeData(layout, account),
    placeSettings(layout, account, settings),
    placeUnit(layout),
    enable(layout),
  ];
}

async function begin(layout: Layout, steps: InstallStep[], texts: InstallTexts) {
  const changed = steps.some(({ made }) => made);
  if (layout.elsewhere) return printLine(changed ? texts.prepared(layout.root) : texts.nothing);
  if (!systemdRuns()) return printLine(changed ? texts.noSystemd(BY_HAND) : texts.nothing);
  const began = Date.now();
  const started = start(changed);
  const { asOwner } = readProcessOwner(layout.dataDir);
  const running = started.ok ? await asOwner(() => readRunFile(layout.dataDir)) : undefined;
  if (!running) throw new CommandError(texts.notStarted(journalOf(SERVICE, began) || started.err));
  if (!changed) printLine(texts.nothing);
  const address = running.publicUrl || addressOf(running.url);
  printLine(texts.running(address));
  if (changed) offerSetup(layout, address, texts);
  if (!address.startsWith('https:')) printLine(texts.plain);
  else if (running.url.startsWith('http:')) printLine(texts.proxy(running.url));
}

/** The one-time link of the first administrator; where there is one already, none is given. */
function offerSetup({ executable }: Layout, address: string, texts: InstallTexts): void {
  const link = runTool([executable, 'user', 'setup-link', '--public-url', address]);
  if (link.ok) printLine(`${texts.setup}\n${link.out.trim()}`);
}

/** Ends when the server has said that it is ready (`Type=notify`), or has not come up. */
function start(changed: boolean) {
  systemctl('daemon-reload');
  return systemctl(changed ? 'restart' : 'start', SERVICE);
}

const BY_HAND = `setpriv --reuid ${USER} --regid ${USER} --init-groups /usr/local/bin/payambar`;

/** `localhost` is of no use on another machine: this is the first address of this machine that others may reach. */
function addressOf(url: string): string {
  const [reachable] = Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  return reachable ? url.replace('localhost', reachable.address) : url;
}

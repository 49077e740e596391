import { existsSync, rmSync } from 'node:fs';
import { CommandError, EXIT } from '../command.ts';
import { canAsk, confirm } from '../lib/ask.ts';
import { printLine } from '../lib/print.ts';
import { systemctl, systemdRuns } from '../lib/systemd.ts';
import type { TerminalLanguage } from '../texts.ts';
import { allowedLayout } from './install.ts';
import { SERVICE } from './layout.ts';
import { findLegacyInstall } from './legacy.ts';
import { INSTALL_TEXTS } from './texts.ts';

/** `payambar uninstall`: the service and the program go; what people wrote stays, and so does its owner. */
export async function uninstall(
  { yes, root }: { yes?: boolean; root?: string },
  language: TerminalLanguage,
): Promise<void> {
  const texts = INSTALL_TEXTS[language];
  const layout = allowedLayout(root, texts);
  const original = findLegacyInstall(layout);
  if (original) throw new CommandError(texts.original(original), EXIT.refused);
  const { enabled, unit, executable, previous, dataDir, settingsDir } = layout;
  const files = [enabled, unit, `${executable}.new`, previous, executable];
  if (![unit, executable].some((path) => existsSync(path))) {
    printLine(texts.notInstalled);
    return;
  }
  if (!yes && !canAsk()) throw new CommandError(texts.noAnswer, EXIT.usage);
  if (!yes && !(await confirm(texts.askUninstall))) throw new CommandError(texts.declined);
  const live = !layout.elsewhere && systemdRuns();
  if (live) systemctl('disable', '--now', SERVICE);
  for (const path of files) rmSync(path, { force: true });
  if (live) systemctl('daemon-reload');
  printLine(`${texts.gone}\n${texts.dataStays(dataDir, settingsDir)}`);
}

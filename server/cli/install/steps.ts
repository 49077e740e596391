import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import UNIT from '../../../deploy/payambar.service' with { type: 'text' };
import { CommandError } from '../command.ts';
import { placeCopy, placeText, sameFile } from '../lib/atomic-write.ts';
import { makeAccount, type SystemAccount, systemAccountOf } from './account.ts';
import { type Layout, SERVICE } from './layout.ts';
import type { InstallTexts } from './texts.ts';

/** What a step finds in place it leaves alone: `made` is false. */
export type InstallStep = { name: keyof InstallTexts['done']; where: string; made: boolean };

export function placeProgram({ executable }: Layout, own: string): InstallStep {
  const made = !sameFile(own, executable);
  if (made) {
    mkdirSync(dirname(executable), { recursive: true });
    placeCopy(own, executable, 0o755);
  }
  return { name: 'program', where: executable, made };
}

export function placeAccount(
  layout: Layout,
  texts: InstallTexts,
): InstallStep & { account: SystemAccount } {
  const had = systemAccountOf(layout);
  const why = had ? undefined : makeAccount(layout);
  const account = had ?? systemAccountOf(layout);
  if (!account) throw new CommandError(texts.noUser(why ?? layout.accounts));
  return { name: 'user', where: 'payambar', made: !had, account };
}

/** Readable by its owner alone: a user who reads the database reads every message. */
export function placeData({ dataDir }: Layout, { uid, gid }: SystemAccount): InstallStep {
  // A link: systemd's own, of a service with a user of the moment. It moves the folder back by itself.
  const made = lstatSync(dataDir, { throwIfNoEntry: false }) === undefined;
  if (made) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o700);
    chownSync(dataDir, uid, gid);
  }
  return { name: 'data', where: dataDir, made };
}

/** Readable for the service, which may hold a secret there; written once, and the administrator's from then on. */
export function placeSettings(
  layout: Layout,
  { gid }: SystemAccount,
  lines: string[],
): InstallStep {
  const made = !existsSync(layout.settings);
  if (made) {
    mkdirSync(layout.settingsDir, { recursive: true });
    chmodSync(layout.settingsDir, 0o750);
    chownSync(layout.settingsDir, 0, gid);
    placeText(`${lines.join('\n')}\n`, layout.settings, 0o640);
    chownSync(layout.settings, 0, gid);
  }
  return { name: 'settings', where: layout.settings, made };
}

export function placeUnit({ unit }: Layout): InstallStep {
  const made = !existsSync(unit) || readFileSync(unit, 'utf8') !== UNIT;
  if (made) {
    mkdirSync(dirname(unit), { recursive: true });
    placeText(UNIT, unit, 0o644);
  }
  return { name: 'unit', where: unit, made };
}

/** What `systemctl enable` does, also where no systemd runs. */
export function enable({ enabled }: Layout): InstallStep {
  const made = lstatSync(enabled, { throwIfNoEntry: false }) === undefined;
  if (made) {
    mkdirSync(dirname(enabled), { recursive: true });
    symlinkSync(`/etc/systemd/system/${SERVICE}`, enabled);
  }
  return { name: 'enabled', where: SERVICE, made };
}

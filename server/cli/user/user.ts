import type { Account } from '../../../protocol/accounts.ts';
import { CommandError, EXIT } from '../command.ts';
import { canAsk, confirm } from '../lib/ask.ts';
import { withControl } from '../lib/control.ts';
import { askHidden, passwordIn } from '../lib/password.ts';
import { print } from '../lib/print.ts';
import type { Options } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { printLink, tableOf } from './accounts.ts';
import { USER_TEXTS } from './texts.ts';

export type Flags = {
  options: Options;
  language: TerminalLanguage;
  json: boolean;
  qr?: boolean;
  search?: string;
  name?: string;
  admin?: boolean;
  passwordFile?: string;
  ask?: boolean;
  link?: boolean;
  erase?: boolean;
  yes?: boolean;
};

export function listUsers({ options, language, json, search }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const { accounts } = await act('user.list', { q: search });
    print(json, { accounts }, () => tableOf(accounts, language));
  });
}

/** Without a password the account is entered by the link only. */
export async function createUser(username: string, flags: Flags): Promise<void> {
  const { options, language, json, name: displayName, admin } = flags;
  const { passwordFile, ask } = flags;
  const password =
    passwordFile === undefined && !ask
      ? undefined
      : await newPassword(flags, USER_TEXTS[language].noPasswordYet);
  await withControl(options, language, async ({ act, urlOf }) => {
    const role = admin ? 'admin' : 'user';
    const { account, link } = await act('user.create', { username, displayName, role, password });
    const shown = link && { url: urlOf(link.path), expiresAt: link.expiresAt };
    const made = USER_TEXTS[language].created(account.username);
    print(json, { account, link: shown ?? null }, () =>
      shown ? `${made}\n${printLink(shown, flags)}` : made,
    );
  });
}

export async function password(username: string, flags: Flags): Promise<void> {
  const { options, language, json } = flags;
  if (flags.link) return resetLink(username, flags);
  const chosen = await newPassword(flags, USER_TEXTS[language].noPassword);
  await withControl(options, language, async ({ act }) => {
    const { account } = await act('user.password', { username, password: chosen });
    print(json, { account }, () => USER_TEXTS[language].changed(account.username));
  });
}

function resetLink(username: string, flags: Flags): Promise<void> {
  const { options, language, json } = flags;
  return withControl(options, language, async ({ act, urlOf }) => {
    const { account, link } = await act('user.link', { username });
    const shown = { url: urlOf(link.path), expiresAt: link.expiresAt };
    print(json, { account, link: shown }, () => printLink(shown, flags));
  });
}

export async function role(username: string, wanted: string, flags: Flags): Promise<void> {
  if (wanted !== 'admin' && wanted !== 'user')
    throw new CommandError(USER_TEXTS[flags.language].badRole, EXIT.usage);
  await updateUser(username, { role: wanted }, flags);
}

export function updateUser(
  username: string,
  change: { role?: Account['role']; disabled?: boolean },
  { options, language, json }: Flags,
): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const { account } = await act('user.update', { username, ...change });
    print(json, { account }, () => USER_TEXTS[language].changed(account.username));
  });
}

export function logout(username: string, { options, language, json }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const { account, sessions } = await act('user.logout', { username });
    const count = new Intl.NumberFormat(language).format(sessions);
    print(json, { account, sessions }, () => USER_TEXTS[language].ended(account.username, count));
  });
}

export async function remove(username: string, flags: Flags): Promise<void> {
  const { options, language, json, erase, yes } = flags;
  const texts = USER_TEXTS[language];
  if (!yes && !canAsk()) throw new CommandError(texts.cannotAsk, EXIT.usage);
  const question = erase ? texts.sureErase(username) : texts.sure(username);
  if (!yes && !(await confirm(question))) throw new CommandError(texts.declined);
  await withControl(options, language, async ({ act }) => {
    const data = erase ? 'erase' : 'keep';
    const { account } = await act('user.delete', { username, data });
    print(json, { account, data }, () => texts.deleted(account.username));
  });
}

export function setupLink(flags: Flags): Promise<void> {
  const { options, language, json } = flags;
  return withControl(options, language, async ({ act, urlOf }) => {
    const { link } = await act('setup.link', {});
    if (!link) throw new CommandError(USER_TEXTS[language].isRun, EXIT.refused);
    const shown = { url: urlOf(link.path), expiresAt: link.expiresAt };
    print(json, { link: shown }, () => printLink(shown, flags));
  });
}

/** Reads the password from the file, or asks for it twice, since people do not see what they type. */
async function newPassword(
  { language, passwordFile: file }: Flags,
  cannotAsk: string,
): Promise<string> {
  const texts = USER_TEXTS[language];
  if (file !== undefined) {
    try {
      return passwordIn(file);
    } catch {
      throw new CommandError(texts.noFile(file), EXIT.usage);
    }
  }
  if (!canAsk()) throw new CommandError(cannotAsk, EXIT.usage);
  const chosen = await askHidden(texts.newPassword);
  if ((await askHidden(texts.again)) !== chosen) throw new CommandError(texts.different);
  return chosen;
}

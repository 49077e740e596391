import type { Account } from '../../../protocol/accounts.ts';
import { cell } from '../../terminal.ts';
import { columns, formatTime } from '../lib/print.ts';
import { qrOf } from '../lib/qr.ts';
import type { TerminalLanguage } from '../texts.ts';
import { USER_TEXTS } from './texts.ts';

export function printLink(
  link: { url: string; expiresAt: number },
  { language, qr }: { language: TerminalLanguage; qr?: boolean },
): string {
  const once = USER_TEXTS[language].once(formatTime(link.expiresAt, language));
  return `${once}\n${link.url}${qrOf(link.url, qr)}`;
}

export function tableOf(accounts: readonly Account[], language: TerminalLanguage): string {
  const texts = USER_TEXTS[language];
  const number = new Intl.NumberFormat(language);
  const rows = accounts.map((account) => [
    account.username,
    cell(account.displayName),
    account.role === 'admin' ? texts.admins : texts.members,
    account.disabledAt === null ? texts.open : texts.disabled,
    number.format(account.sessions),
    account.lastSeenAt === null ? texts.never : formatTime(account.lastSeenAt, language),
    account.invitedBy?.username ?? texts.never,
  ]);
  return columns([texts.head, ...rows]);
}

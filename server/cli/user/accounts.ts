import type { Account } from '../../../protocol/house.ts';
import { cell } from '../../terminal.ts';
import { columns, timeOf } from '../lib/print.ts';
import { qrOf } from '../lib/qr.ts';
import type { Language } from '../texts.ts';
import { USER_TEXTS } from './texts.ts';

export function printLink(
  link: { url: string; expiresAt: number },
  { language, qr }: { language: Language; qr?: boolean },
): string {
  const once = USER_TEXTS[language].once(timeOf(link.expiresAt, language));
  return `${once}\n${link.url}${qrOf(link.url, qr)}`;
}

export function tableOf(accounts: readonly Account[], language: Language): string {
  const texts = USER_TEXTS[language];
  const number = new Intl.NumberFormat(language);
  const rows = accounts.map((account) => [
    account.username,
    cell(account.displayName),
    account.role === 'admin' ? texts.admins : texts.members,
    account.disabledAt === null ? texts.open : texts.disabled,
    number.format(account.sessions),
    account.lastSeenAt === null ? texts.never : timeOf(account.lastSeenAt, language),
    account.invitedBy?.username ?? texts.never,
  ]);
  return columns([texts.head, ...rows]);
}

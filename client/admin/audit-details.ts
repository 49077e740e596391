import type { AuditEntry } from '../../protocol/audit.ts';
import type { Colour, Registration } from '../../protocol/server-settings.ts';
import { formatNumber, formatSize } from '../i18n/format.ts';
import { isolate } from '../i18n/isolate.ts';
import { language } from '../i18n/locale.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { admin } from '../i18n/texts/admin.ts';
import { door } from '../i18n/texts/doors.ts';
import { serverTexts } from '../i18n/texts/server.ts';

/** Says what exactly an action has changed, as far as this version of the client knows the word. */
export function detailsText({ details }: Pick<AuditEntry, 'details'>): string {
  return Object.entries(details)
    .map(([name, value]) => WORDS[name]?.(value))
    .filter((text) => text !== undefined)
    .join(' · ');
}

const count = (value: unknown, none: string): string =>
  typeof value === 'number' ? formatNumber(value) : none;

const bytes = (value: unknown): string =>
  typeof value === 'number' ? formatSize(value) : admin().noQuota;

const WORDS: Record<string, (value: unknown) => string | undefined> = {
  name: (value) => `${door().serverName}: ${isolate(String(value), language())}`,
  colour: (value) => `${serverTexts().colour}: ${serverTexts().colours[value as Colour] ?? value}`,
  registration: (value) =>
    `${serverTexts().registration}: ${serverTexts().modes[value as Registration] ?? value}`,
  inviteQuota: (value) => `${admin().inviteQuota}: ${count(value, accounts().quotaUsual)}`,
  fileMaxBytes: (value) => `${admin().fileMax}: ${bytes(value)}`,
  userQuotaBytes: (value) => `${admin().userQuota}: ${bytes(value)}`,
  serverQuotaBytes: (value) => `${admin().serverQuota}: ${bytes(value)}`,
  role: (value) => (value === 'admin' ? accounts().admin : accounts().user),
  data: (value) =>
    `${accounts().theirMessages}: ${value === 'erase' ? serverTexts().erase : serverTexts().keep}`,
  username: (value) => isolate(`@${value}`, language()),
  uses: (value) => `${serverTexts().uses}: ${count(value, serverTexts().usesAny)}`,
  sessions: (value) => `${accounts().devices}: ${count(value, '')}`,
};

import { latinDigits, typedNumber } from '../../../protocol/digits.ts';
import type { ServerInvite } from '../../../protocol/server-invites.ts';
import { cell } from '../../terminal.ts';
import { CommandError, EXIT } from '../command.ts';
import { withControl } from '../lib/control.ts';
import { systemClock } from '../lib/ids.ts';
import { columns, formatTime, print } from '../lib/print.ts';
import { qrOf } from '../lib/qr.ts';
import type { Options } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { INVITE_TEXTS } from './texts.ts';

type Flags = {
  options: Options;
  language: TerminalLanguage;
  json: boolean;
  qr?: boolean;
  uses?: string;
  expires?: string;
  label?: string;
  all?: boolean;
};

export async function createInvite(flags: Flags): Promise<void> {
  const { options, language, json, label } = flags;
  const texts = INVITE_TEXTS[language];
  const uses = usesOf(flags.uses ?? '1', language);
  const expiresAt = endOf(flags.expires ?? '7d', language);
  await withControl(options, language, async ({ act, urlOf }) => {
    const { invite } = await act('invite.create', { label, uses, expiresAt });
    const url = urlOf(`/i#${invite.code}`);
    print(json, { invite, url }, () => {
      const count = countOf(uses, language);
      return `${texts.opens(count, untilOf(expiresAt, language))}\n${url}${qrOf(url, flags.qr)}`;
    });
  });
}

export function listInvites({ options, language, json, all }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const now = systemClock.now();
    const found = (await act('invite.list', {})).invites;
    const invites = all ? found : found.filter((invite) => isOpen(invite, now));
    print(json, { invites }, () =>
      invites.length > 0 ? tableOf(invites, language) : INVITE_TEXTS[language].none,
    );
  });
}

export function revoke(given: string, { options, language, json }: Flags): Promise<void> {
  const code = given.slice(given.indexOf('#') + 1);
  const texts = INVITE_TEXTS[language];
  return withControl(
    options,
    language,
    async ({ act }) => {
      const { invite } = await act('invite.revoke', { code });
      print(json, { invite }, () => texts.revoked);
    },
    texts.unknown,
  );
}

const isOpen = ({ revokedAt, expiresAt, usesLeft }: ServerInvite, now: number): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > now) && usesLeft !== 0;

function tableOf(invites: readonly ServerInvite[], language: TerminalLanguage): string {
  const texts = INVITE_TEXTS[language];
  const rows = invites.map((invite) => [
    invite.code,
    invite.by?.username ?? texts.instance,
    countOf(invite.uses, language),
    countOf(invite.usesLeft, language),
    invite.revokedAt === null ? untilOf(invite.expiresAt, language) : texts.shut,
    cell(invite.label),
  ]);
  return columns([texts.head, ...rows]);
}

function countOf(count: number | null, language: TerminalLanguage): string {
  return count === null
    ? INVITE_TEXTS[language].any
    : new Intl.NumberFormat(language).format(count);
}

const untilOf = (expiresAt: number | null, language: TerminalLanguage): string =>
  expiresAt === null ? INVITE_TEXTS[language].never : formatTime(expiresAt, language);

function usesOf(text: string, language: TerminalLanguage): number | null {
  if (text === 'any') return null;
  const uses = typedNumber(text, 0, 99_999) ?? 0;
  if (uses < 1 || uses > 10_000) throw new CommandError(INVITE_TEXTS[language].badUses, EXIT.usage);
  return uses;
}

const HOUR = 3_600_000;
const UNITS = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };

function endOf(text: string, language: TerminalLanguage): number | null {
  if (text === 'never') return null;
  const [, count, unit] = /^(\d{1,4})([hdw])$/.exec(latinDigits(text)) ?? [];
  if (!count || Number(count) === 0)
    throw new CommandError(INVITE_TEXTS[language].badTime, EXIT.usage);
  return systemClock.now() + Number(count) * UNITS[unit as keyof typeof UNITS];
}

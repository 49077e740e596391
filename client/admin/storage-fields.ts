import { html, type TemplateResult } from 'lit';
import type {
  ServerSettings,
  ServerSettingsField,
  ServerSettingsUpdateBody,
} from '../../protocol/server-settings.ts';
import { formatNumber, formatSize } from '../i18n/format.ts';
import { admin } from '../i18n/texts/admin.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { describedBy, field } from '../ui/field.ts';
import { numberInput } from '../ui/number-input.ts';

const MEGABYTE = 1_000_000;
/** Megabytes: what nine digits can say. */
const MOST = 999_999_999;

type StorageField = 'fileMaxBytes' | 'userQuotaBytes' | 'serverQuotaBytes';
type Callbacks = {
  /** Fields in which something else than a number of their range stands. */
  outside: ReadonlySet<ServerSettingsField>;
  change(part: ServerSettingsUpdateBody): void;
  setOutside(name: StorageField, isOutside: boolean): void;
};

/** Draws what files may take: the largest one, a person's share, and all together, in megabytes. */
export function storageFields(now: ServerSettings, callbacks: Callbacks): TemplateResult {
  const words = admin();
  const { userQuotaBytes, serverQuotaBytes } = now;
  const hint = (bytes: number | null, say: (size: string) => string) =>
    bytes === null ? words.noQuotaHint : say(formatSize(bytes));
  return html`${storageField(now, callbacks, {
    ...{
      name: 'fileMaxBytes',
      label: words.fileMax,
      hint: words.fileMaxHint(formatSize(now.fileMaxBytes)),
    },
    set: (bytes) => bytes !== null && callbacks.change({ fileMaxBytes: bytes }),
  })}
  ${storageField(now, callbacks, {
    ...{ name: 'userQuotaBytes', label: words.userQuota },
    hint: hint(userQuotaBytes, words.userQuotaHint),
    set: (bytes) => callbacks.change({ userQuotaBytes: bytes }),
  })}
  ${storageField(now, callbacks, {
    ...{ name: 'serverQuotaBytes', label: words.serverQuota },
    hint: hint(serverQuotaBytes, words.serverQuotaHint),
    set: (bytes) => callbacks.change({ serverQuotaBytes: bytes }),
  })}`;
}

type Parts = {
  name: StorageField;
  label: string;
  /** It says the exact size: the field itself rounds what was set elsewhere to whole megabytes. */
  hint: string;
  set(bytes: number | null): void;
};

function storageField(
  now: ServerSettings,
  callbacks: Callbacks,
  { name, label, hint, set }: Parts,
) {
  const words = admin();
  const bytes = now[name];
  const isFixed = now.fixed.includes(name);
  const error = callbacks.outside.has(name)
    ? words.numberRange(formatNumber(0), formatNumber(MOST))
    : null;
  return field(
    {
      ...{ id: name, label: words.inMegabytes(label), error },
      hint: isFixed ? whatIsFixed(bytes) : hint,
    },
    numberInput(
      {
        ...{ id: name, most: MOST, describedBy: describedBy(name), disabled: isFixed },
        value: bytes === null ? null : Math.round(bytes / MEGABYTE),
        ...{ required: name === 'fileMaxBytes', placeholder: ' ' },
        onChange: (megabytes) => set(megabytes === null ? null : megabytes * MEGABYTE),
        onValidity: (isOutside) => callbacks.setOutside(name, isOutside),
      },
      'input',
    ),
  );
}

function whatIsFixed(bytes: number | null): string {
  const { fixed } = serverTexts();
  return bytes === null ? fixed : `${formatSize(bytes)} · ${fixed}`;
}

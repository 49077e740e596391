import type { DeviceTest, SubscribedDevice } from '../../push/administration.ts';
import { cell } from '../../terminal.ts';
import { EXIT } from '../command.ts';
import { withControl } from '../lib/control.ts';
import { columns, formatTime, print } from '../lib/print.ts';
import type { Options } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { PUSH_COMMAND_TEXTS } from './texts.ts';

type Flags = { options: Options; language: TerminalLanguage; json: boolean };

export function showKeys({ options, language, json }: Flags): Promise<void> {
  const texts = PUSH_COMMAND_TEXTS[language];
  return withControl(options, language, async ({ act }) => {
    const keys = await act('push.keys', {});
    const subject = keys.subject === null ? texts.noSubject : texts.subject(keys.subject);
    print(json, keys, () => `${texts.publicKey(keys.publicKey)}\n${subject}`);
  });
}

export function listDevices({ options, language, json }: Flags): Promise<void> {
  const texts = PUSH_COMMAND_TEXTS[language];
  return withControl(options, language, async ({ act }) => {
    const found = await act('push.list', {});
    print(json, found, () => {
      const { devices, waiting, unreachable } = found;
      const lines = [devices.length > 0 ? tableOf(devices, language) : texts.nobody];
      if (waiting > 0) lines.push(texts.waiting(waiting.toLocaleString(language)));
      return [...lines, ...unreachable.map(texts.unreachable)].join('\n');
    });
  });
}

/** Ends with 4 where a device was not reached. */
export function testDevices(username: string, { options, language, json }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const found = await act('push.test', { username });
    print(json, found, () => testsOf(found.tests, language));
    if (found.tests.some(({ result }) => result !== 'sent')) process.exitCode = EXIT.wrong;
  });
}

export function prune({ options, language, json }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const found = await act('push.prune', {});
    const count = found.deleted.toLocaleString(language);
    print(json, found, () => PUSH_COMMAND_TEXTS[language].deleted(count));
  });
}

function tableOf(devices: readonly SubscribedDevice[], language: TerminalLanguage): string {
  const texts = PUSH_COMMAND_TEXTS[language];
  const rows = devices.map((device) => [
    device.username,
    device.deviceName === null ? texts.imported : cell(device.deviceName),
    device.service,
    device.language,
    texts.contents[device.content],
    formatTime(device.createdAt, language),
  ]);
  return columns([texts.head, ...rows]);
}

function testsOf(tests: readonly DeviceTest[], language: TerminalLanguage): string {
  const texts = PUSH_COMMAND_TEXTS[language];
  if (tests.length === 0) return texts.noDevice;
  return columns(
    tests.map(({ service, result, status }) => [
      service,
      texts.results[result] ?? result,
      status === null ? '' : String(status),
    ]),
  );
}

import bowser from 'bowser';
import { LIMITS } from '../../protocol/limits.ts';
import { toDisplayName } from './names.ts';

/** A name for the list of sessions: the client's own, or one such as "Chrome on Android" from its User-Agent. */
export function deviceName(given: string | undefined, userAgent: string | null): string {
  return cleaned(given ?? '') ?? cleaned(fromUserAgent(userAgent ?? '')) ?? 'Unknown device';
}

function cleaned(name: string): string | undefined {
  try {
    return toDisplayName(name.slice(0, LIMITS.deviceName));
  } catch {
    return undefined;
  }
}

/** Programs have no browser's name; the first word of their User-Agent is what they call themselves. */
function fromUserAgent(userAgent: string): string {
  if (userAgent === '') return '';
  const { browser, os } = bowser.parse(userAgent.slice(0, 512));
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || userAgent.split(/[/\s]/)[0] || '';
}

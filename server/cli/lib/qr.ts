import { renderUnicodeCompact } from 'uqr';

/**
 * A link for a phone's camera, two modules a letter. On a terminal the colours are given, so that it is dark on light
 * whatever the theme. '' where it was not asked for: neither a person at a terminal nor `--qr`.
 */
export function qrOf(
  url: string,
  asked: boolean | undefined,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const seen = stream.isTTY === true;
  if (asked === false || !(asked || seen)) return '';
  const lines = renderUnicodeCompact(url, { ecc: 'L', border: 2 }).split('\n');
  const painted = seen ? lines.map((line) => `\x1b[38;5;231;48;5;16m${line}\x1b[0m`) : lines;
  return `\n${painted.join('\n')}`;
}

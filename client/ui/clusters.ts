const segmenter = new Intl.Segmenter('fa', { granularity: 'grapheme' });
/** No script writes one sign with more; a longer one is a tower of marks that cannot be read. */
const LONGEST = 64;

/**
 * Returns where a text may be cut so that nothing that is read as one sign is parted: `at`, or the beginning of the
 * sign that reaches across it (UAX 29).
 */
export function cutAt(text: string, at: number): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - LONGEST);
  const start = segmenter.segment(text.slice(from, at + LONGEST)).containing(at - from);
  const cut = from + (start?.index ?? at - from);
  // The tower began before the window: its letters may be parted, but never within a surrogate pair.
  if (cut > from || from === 0) return cut;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

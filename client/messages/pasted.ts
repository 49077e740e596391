const TAGS =
  /<(?:b|strong|i|em|s|del|strike|code|pre|blockquote|a|li|dl|table|hr|details|h[1-6])(?=[\s>])/i;
/** Google Docs and others say it by style alone. */
const STYLES =
  /font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|text-decoration:[^;"']*line-through/i;

/** Whether pasted HTML has anything to keep that the plain text beside it has not. */
export function isRich(source: string): boolean {
  return TAGS.test(source) || STYLES.test(source);
}

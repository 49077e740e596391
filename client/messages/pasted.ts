/** Whether pasted HTML has anything to keep that the plain text beside it has not. */
export function isRich(source: string): boolean {
  return /<(?:b|strong|i|em|s|del|strike|code|pre|blockquote|a\s)[\s>]?/i.test(source);
}

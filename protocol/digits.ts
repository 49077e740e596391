const ZEROS = [0x0660, 0x06f0];

/** Persian and Arabic digits as Latin ones: keyboards type what they have, in a terminal too. */
export function latinDigits(text: string): string {
  return text.replaceAll(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
  });
}

/** A whole number that a person has typed; null where it is none, or outside of these bounds. */
export function typedNumber(text: string, least: number, most: number): number | null {
  const typed = latinDigits(text.trim());
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

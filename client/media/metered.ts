type Line = { saveData?: boolean; type?: string; effectiveType?: string };

/** Whether bytes cost the person something, as far as the browser says so; Safari and Firefox say nothing. */
export function isMetered(): boolean {
  const { connection } = navigator as Navigator & { connection?: Line };
  if (!connection) return false;
  const { saveData, type, effectiveType } = connection;
  return saveData === true || type === 'cellular' || effectiveType?.endsWith('2g') === true;
}

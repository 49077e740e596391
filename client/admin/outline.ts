export const WIDTH = 240;
export const HEIGHT = 48;
const EDGE = 3;

/**
 * Returns the path of a series through a box, from left to right in both languages, as time axes are drawn; a flat
 * one lies at the foot.
 */
export function toOutlinePath(values: readonly number[]): string {
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  return values
    .map((value, at) => {
      const y = HEIGHT - EDGE - ((value - least) / span) * (HEIGHT - 2 * EDGE);
      return `${at === 0 ? 'M' : 'L'}${roundTenth(at * step)} ${roundTenth(y)}`;
    })
    .join('');
}

export const roundTenth = (value: number): number => Math.round(value * 10) / 10;

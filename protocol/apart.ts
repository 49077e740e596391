import type { Entity } from './entities.ts';
import { findNumbers } from './numbers.ts';

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** `auto`: the first letter of the stretch says its direction. */
export type Stretch = { from: number; to: number; direction: 'ltr' | 'auto' };

/**
 * What has a direction of its own within a Persian text: numbers, code, links and mentions, in order and without
 * overlaps. Left bare they would be turned round by the words beside them.
 */
export function stretchesApart(text: string, entities: readonly Entity[] = []): Stretch[] {
  if (!RTL.test(text)) return [];
  const found = findNumbers(text).map(([from, to]): Stretch => ({ from, to, direction: 'ltr' }));
  for (const { type, offset, length } of entities)
    if (type === 'link' || type === 'mention' || type === 'code')
      found.push({
        ...{ from: offset, to: offset + length },
        direction: type === 'code' ? 'ltr' : 'auto',
      });
  let end = 0;
  return found
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      if (from < end) return false;
      end = to;
      return true;
    });
}

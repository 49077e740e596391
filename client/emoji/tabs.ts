import type { GroupId } from './data.ts';

export type Tab = GroupId | 'recent';

/** What stands for a group. */
export const FACES: Record<Tab, string> = {
  recent: '🕘',
  smileys: '😀',
  people: '👋',
  animals: '🐈',
  food: '🍉',
  travel: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '❤️',
  flags: '🏁',
};

import { me, PEOPLE } from '../../../client/dev/fake-data.ts';

/** Lists all names that people have given on the made-up screens: themselves, groups, the server, links, devices. */
export const KNOWN_NAMES: string[] = [
  ...[me, ...Object.values(PEOPLE)]
    .filter(({ deletedAt }) => deletedAt === null)
    .map(({ displayName }) => displayName),
  'خانه‌ی پدری',
  'خانه‌ی ما',
  'برای مادر',
  'هم‌کلاسی‌های دوره‌ی کارشناسی',
  'Grace',
];

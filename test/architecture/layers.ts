import { importsOf } from './imports.ts';
import type { Tree } from './tree.ts';

const SERVICE = 30;

/**
 * The layers, as data: the first pattern that matches a path gives its rank. A file imports from lower ranks, and
 * from its own unit (folder) at its own rank. docs/architecture.md draws the same.
 */
const RANKS: [pattern: RegExp, rank: number][] = [
  // The rules that both sides follow are told in the words of the contract.
  [/^protocol\/rules\//, 0.2],
  [/^(protocol|deploy)\//, 0],
  // The engine knows no chat; the stores know their tables; what opens the data knows both.
  [/^db\/migrations(-postgres)?\//, 7],
  [/^db\/engine\//, 8],
  [/^db\/schema[^/]*\.ts$/, 9],
  [/^db\/(stores|legacy)\//, 10],
  [/^db\/stores\.ts$/, 11],
  // It goes between the engines.
  [/^db\/move\//, 13],
  [/^db\//, 12],
  [/^server\/main\.ts$/, 71],
  [/^server\/cli\//, 70],
  // The start uses the sentences, settings and exit codes of a command; no command starts a server.
  [/^server\/boot\//, 70.5],
  [/^server\/app\.ts$/, 60],
  [/^server\/realtime\//, 50],
  [/^server\/[^/]+\/(routes|handlers)[^/]*\.ts$/, 40],
  [/^server\/(assets|openapi)[^/]*(\/|\.ts$)/, 40],
  [/^server\/http(\/|\.ts$)/, 25],
  [/^server\/auth\/guard\.ts$/, 39],
  [/^server\/[^/]+\.ts$|^server\/config\//, 20],
  [/^server\/[^/]+\//, SERVICE],
  [/^client\/(styles|i18n)\//, 0.5],
  [/^client\/(core|ui)\//, 10],
  // The bytes of files lie above the platform, and below the features that send or show them.
  [/^client\/media\//, 15],
  [/^client\/(account|sync|outbox|pwa|format|emoji)\//, 20],
  [/^client\/model\//, 22],
  [/^client\/leader\//, 23],
  [/^client\/session\//, 24],
  [/^client\/timeline\//, 25],
  [/^client\/messenger\//, 26],
  [/^client\/views\//, 27],
  [/^client\/app\//, 40],
  // These screens on made-up data are for looking at; nothing of the product may import them.
  [/^client\/dev\//, 60],
  [/^client\/(sw\/|[^/]+\.ts$)/, 50],
  [/^client\/[^/]+\//, 30],
  [/^build(\/|\.ts$)/, 80],
  [/^scripts\//, 90],
  // Real servers of others, which benches start too.
  [/^test\/helpers\/(services\/|s3\/|until\.ts|patience\.ts)/, 95],
  // A whole installation, with the people and proxies of the tests and the data of the benches.
  [/^bench\/walk(\/|\.ts$)/, 101],
  [/^(test|bench)\//, 100],
];

/** Among features of the server, one may call those on its left; names of one cell not each other. */
const FEATURES = [
  ['cluster'],
  ['jobs'],
  ['auth'],
  ['instance'],
  ['users'],
  ['chats'],
  ['messages', 'people'],
  ['groups'],
  ['turn'],
  ['files', 'presence', 'push', 'search', 'sync', 'calls', 'e2ee'],
  ['accounts'],
  ['admin'],
  ['doctor'],
  ['control'],
  ['import'],
];

/** Says which side runs the code: what runs in a browser and what runs at the server meet in `protocol` only. */
function sideOf(path: string): 'browser' | 'server' | 'both' {
  if (path.startsWith('client/')) return 'browser';
  return /^(server|db)\//.test(path) ? 'server' : 'both';
}

export function rankOf(path: string): number | undefined {
  return RANKS.find(([pattern]) => pattern.test(path))?.[1];
}

/** Returns the unit of a path: `server/messages/send.ts` → `server/messages`; tests and programs are one unit each. */
function unitOf(path: string): string {
  const [top = '', folder = '', deeper] = path.split('/');
  return deeper === undefined || /^(test|bench|build|scripts)$/.test(top)
    ? top
    : `${top}/${folder}`;
}

function featureOf(path: string): number {
  const noun = /^server\/([^/]+)\//.exec(path)?.[1] ?? '';
  return FEATURES.findIndex((cell) => cell.includes(noun));
}

export function wrongDirections(tree: Tree): string[] {
  return importsOf(tree)
    .filter(({ own }) => own)
    .flatMap(({ from, to }) => {
      const why = reason(from, to);
      return why ? [`${from} imports ${to}: ${why}`] : [];
    });
}

function reason(from: string, to: string): string | undefined {
  const [high, low] = [rankOf(from), rankOf(to)];
  if (high === undefined) return `${from} is in no layer`;
  if (low === undefined) return to === 'package.json' ? undefined : `${to} is in no layer`;
  if (high < 80 && sideOf(to) !== 'both' && sideOf(from) !== sideOf(to)) return 'the other side';
  if (low > high) return 'a higher layer';
  const [asking, asked] = [featureOf(from), featureOf(to)];
  if (asking !== -1 && asked > asking) return 'a feature to its right';
  if (low < high || unitOf(from) === unitOf(to) || isTableOf(from, to)) return undefined;
  // A feature may call the service of one on its left, never the handlers.
  if (low === SERVICE && asked !== -1 && asked < asking) return undefined;
  return 'another folder of the same layer';
}

/** `config.ts` is the table of contents of `config/`. */
function isTableOf(from: string, to: string): boolean {
  return to.startsWith(`${from.replace(/\.ts$/, '')}/`);
}

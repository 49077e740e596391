import type { Account } from '../../protocol/accounts.ts';
import type { AuditEntry } from '../../protocol/audit.ts';
import type { ServerStorageReply } from '../../protocol/files.ts';
import type { OverviewReply } from '../../protocol/overview.ts';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import type { ServerSettings, ServerSettingsUpdateBody } from '../../protocol/server-settings.ts';
import { ago, me, PEOPLE } from './fake-data.ts';

const HOUR = 3_600_000;
export const CODE = 'kZ3vTq8mQ1xY7pLw0aBc9d';

export const invite = (change: Partial<ServerInvite> = {}): ServerInvite => ({
  code: CODE,
  by: { id: me.id, username: me.username, displayName: me.displayName },
  label: 'برای مادر',
  createdAt: ago(600),
  expiresAt: Date.now() + 6 * 24 * HOUR,
  usesLeft: 1,
  uses: 0,
  revokedAt: null,
  group: null,
  ...change,
});

const { reza, long } = PEOPLE;
export const INVITES: ServerInvite[] = [
  invite(),
  invite({
    code: `${CODE.slice(1)}a`,
    label: '',
    usesLeft: null,
    uses: 12,
    expiresAt: null,
    by: { id: reza.id, username: reza.username, displayName: reza.displayName },
  }),
  invite({
    code: `${CODE.slice(1)}b`,
    label: 'هم‌کلاسی‌های دوره‌ی کارشناسی',
    usesLeft: 0,
    uses: 1,
    by: null,
  }),
  invite({ code: `${CODE.slice(1)}c`, label: 'Grace', revokedAt: ago(50) }),
];

export const SERVER_SETTINGS: ServerSettings = {
  name: 'خانه‌ی ما',
  colour: 'turquoise',
  registration: 'invite',
  inviteQuota: 5,
  fileMaxBytes: 2e9,
  userQuotaBytes: null,
  serverQuotaBytes: null,
  fixed: ['inviteQuota'],
};

const account = (person: typeof reza, change: Partial<Account> = {}): Account => ({
  id: person.id,
  username: person.username,
  displayName: person.displayName,
  role: 'user',
  createdAt: person.createdAt,
  lastSeenAt: ago(300),
  disabledAt: null,
  invitedBy: { id: me.id, username: me.username, displayName: me.displayName },
  invited: 0,
  inviteQuota: null,
  sessions: 1,
  ...change,
});

export const ACCOUNTS: Account[] = [
  account(me, { role: 'admin', invitedBy: null, invited: 4, sessions: 3, lastSeenAt: ago(0) }),
  account(reza, { invited: 2, inviteQuota: 10, sessions: 2 }),
  account(PEOPLE.ada, { role: 'admin' }),
  account(long, { disabledAt: ago(4000), sessions: 0 }),
  account(PEOPLE.nima, { lastSeenAt: null, sessions: 0 }),
  account(PEOPLE.grace),
];

const entry = (id: number, action: string, change: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: ago((20 - id) * 90),
  actor: me.username,
  actorName: me.displayName,
  action,
  target: null,
  targetName: null,
  details: {},
  ...change,
});

export const AUDIT: AuditEntry[] = [
  entry(9, 'user.disable', { target: long.username, targetName: long.displayName }),
  entry(8, 'server.update', { details: { colour: 'lapis', registration: 'invite' } }),
  entry(7, 'invite.create', { details: { uses: 10, expiresAt: Date.now() } }),
  entry(6, 'user.role', { target: 'ada', targetName: 'Ada', details: { role: 'admin' } }),
  entry(5, 'user.delete', { details: { data: 'erase', username: 'parvin' } }),
  entry(4, 'user.create', { actor: null, target: 'ada', details: { role: 'user' } }),
  entry(3, 'setup', { target: me.username }),
];

const MINUTES = Array.from({ length: 60 }, (_, at) => at);
const wave = (base: number, swing: number): number[] =>
  MINUTES.map((at) =>
    Math.max(0, base + swing * Math.sin(at / 7) + (swing / 3) * Math.sin(at * 2)),
  );

export const STORAGE: ServerStorageReply = {
  used: 6_120_000_000,
  open: 2,
  freeBytes: 18_300_000_000,
  people: [reza, long, PEOPLE.ada, PEOPLE.nima].map(({ id, username, displayName }, at) => ({
    ...{ id, username, displayName, bytes: 3_200_000_000 / 4 ** at },
  })),
};

export const OVERVIEW: OverviewReply = {
  version: '0.1.0',
  startedAt: ago(4 * 1440),
  users: 128,
  chats: 341,
  messages: 1_204_551,
  connections: 37,
  databaseBytes: 912_000_000,
  walBytes: 4_200_000,
  filesBytes: 6_412_000_000,
  freeBytes: 18_300_000_000,
  backups: [
    { name: 'payambar-2.zip', at: ago(200), bytes: 2_100_000_000 },
    { name: 'payambar-1.zip', at: ago(560), bytes: 2_080_000_000 },
  ],
  backupEvery: 6 * HOUR,
  jobsDead: 1,
  deadJobs: [
    {
      ...{ kind: 'erase-account', key: 'AAAAAAAAAAA', tries: 8, deadAt: ago(300) },
      error: 'the bucket does not answer',
    },
  ],
  pushUnreachable: ['https://updates.push.services.example.com'],
  series: {
    at: MINUTES.map((at) => ago(60 - at)),
    connections: wave(35, 6).map(Math.round),
    messages: wave(120, 90).map(Math.round),
    commitMs: wave(2.4, 1.1),
    memoryMb: wave(142, 8),
    lagMs: wave(1.2, 0.9),
  },
};

export const changed = (
  server: ServerSettings,
  update: ServerSettingsUpdateBody,
): ServerSettings => ({ ...server, ...update });

/** What an import found odd, and what it did about it: the sentences are the command line's (server/cli/import/). */
export const ODDITIES = [
  'log_absent',
  'column_missing',
  // people
  'username_case',
  'username_taken',
  'username_unfit',
  'name_cleaned',
  'name_differs',
  'password_unusable',
  // conversations and messages
  'chat_people',
  'chat_twice',
  'chat_empty',
  'message_orphan',
  'message_no_chat',
  'message_empty',
  'message_long',
  'message_late',
  'time_unknown',
  'status_unknown',
  'status_passed',
  'sealed_empty',
  // files
  'file_missing',
  'file_outside',
  'file_orphan',
  'file_shared',
  'file_mended',
  'file_broken',
  'avatar_foreign',
  'avatar_missing',
  'avatar_unfit',
  'avatar_own',
  // push and keys
  'vapid_missing',
  'vapid_unfit',
  'vapid_other',
  'push_revoked',
  'push_unfit',
  'device_keys',
] as const;
export type Oddity = (typeof ODDITIES)[number];

export type Noun = 'users' | 'chats' | 'messages' | 'files' | 'avatars' | 'subscriptions';
/** `found` there; `brought`: imported now (by a dry run: would be); `known`: imported before. The rest was left out. */
export type Count = { found: number; brought: number; known: number };
/** `examples`: old ids or names, a few. */
type Odd = { count: number; examples: string[] };

export const NOUNS: readonly Noun[] = [
  'users',
  'chats',
  'messages',
  'files',
  'avatars',
  'subscriptions',
];
const KINDS = ['text', 'file', 'call', 'sealed'] as const;
const EXAMPLES = 5;

export class Report {
  readonly counts = Object.fromEntries(
    NOUNS.map((noun) => [noun, { found: 0, brought: 0, known: 0 }]),
  ) as Record<Noun, Count>;
  /** Counts of the imported messages. */
  readonly kinds = { text: 0, file: 0, call: 0, sealed: 0 };
  /** Whether the keys of push came along, or are the same already. */
  vapid = false;
  /** People whose name could not stay as it was: they sign in with the new one. */
  readonly renamed: { old: string; now: string }[] = [];
  readonly oddities: Partial<Record<Oddity, Odd>> = {};

  odd(kind: Oddity, example: string, count = 1): void {
    const odd = this.oddities[kind] ?? { count: 0, examples: [] };
    this.oddities[kind] = odd;
    odd.count += count;
    if (odd.examples.length < EXAMPLES) odd.examples.push(example);
  }

  found(noun: Noun, count: number): void {
    this.counts[noun].found = count;
  }

  done(noun: Noun, what: 'brought' | 'known', count = 1): void {
    this.counts[noun][what] += count;
  }

  /** What another stage has found. */
  add({
    counts,
    kinds,
    oddities,
  }: Pick<Report, 'counts' | 'oddities'> & { kinds?: Report['kinds'] }): void {
    for (const noun of NOUNS)
      for (const what of ['found', 'brought', 'known'] as const)
        this.counts[noun][what] += counts[noun][what];
    for (const kind of KINDS) this.kinds[kind] += kinds?.[kind] ?? 0;
    for (const kind of ODDITIES) {
      const { count = 0, examples = [] } = oddities[kind] ?? {};
      for (const [i, example] of examples.entries())
        this.odd(kind, example, i === 0 ? 1 + count - examples.length : 1);
    }
  }

  toJSON() {
    const { counts, kinds, vapid, renamed, oddities } = this;
    return { counts, kinds, vapid, renamed, oddities };
  }
}

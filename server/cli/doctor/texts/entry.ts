/** One thing that may be found: how bad it is, and in both languages what it is and what to do. */
export type FindingText = {
  level: 'ok' | 'warning' | 'fault';
  en: readonly [what: string, fix?: string];
  fa: readonly [what: string, fix?: string];
};

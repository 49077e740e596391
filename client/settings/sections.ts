/** The names stand in the address: /settings/<name>. */
export type SectionName =
  | 'profile'
  | 'appearance'
  | 'notifications'
  | 'storage'
  | 'privacy'
  | 'password'
  | 'sessions'
  | 'invites'
  | 'account'
  | 'install'
  | 'program';
